SELECT id, course_id, title, state, done, total, message, error
FROM imports WHERE org_id = $1 AND user_id = $2 ORDER BY created_at DESC, id DESC LIMIT 100
