-- Leans on conversations_of_user.
SELECT id, course_id, created_at FROM conversations WHERE org = $1 AND user_id = $2 AND id > $3 ORDER BY id LIMIT $4
