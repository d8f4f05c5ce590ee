INSERT INTO held_notices (org_id, user_id, due_at, id, title, body, path) VALUES ($1, $2, $3, $4, $5, $6, $7)
