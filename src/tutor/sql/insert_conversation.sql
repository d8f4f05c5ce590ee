INSERT INTO conversations (org, id, user_id, course_id, created_at) VALUES ($1, $2, $3, $4, $5)
