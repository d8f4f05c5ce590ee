-- Leans on imports_by_user.
SELECT id, course_id, title, state, message, error, created_at FROM imports WHERE org_id = $1 AND user_id = $2 AND id > $3 ORDER BY id LIMIT $4
