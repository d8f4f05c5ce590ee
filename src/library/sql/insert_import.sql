INSERT INTO imports (org_id, id, user_id, course_id, title, state, done, total, message, error, created_at, beat_at)
VALUES ($1, $2, $3, $4, $5, $6, 0, 0, $7, '', $8, $8)
