SELECT id, course_id, title, state, done, total, message, error FROM imports WHERE org_id = $1 AND id = $2
