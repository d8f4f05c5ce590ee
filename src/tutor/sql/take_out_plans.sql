-- Leans on plans_of_user.
SELECT id, course_id, body, created_at FROM plans WHERE org = $1 AND user_id = $2 AND id > $3 ORDER BY id LIMIT $4
