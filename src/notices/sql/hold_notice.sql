INSERT INTO held_notices (org_id, user_id, due_at, id, channel, kind, title, body, path, told_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
