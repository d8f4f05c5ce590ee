INSERT INTO plans (org, id, user_id, course_id, body, created_at) VALUES ($1, $2, $3, $4, $5, $6)
