-- Leans on turns_of_user.
SELECT id, kind, state, title, course_id, conversation_id, subject, created_at, ended_at FROM turns
WHERE org = $1 AND user_id = $2 AND id > $3 ORDER BY id LIMIT $4
