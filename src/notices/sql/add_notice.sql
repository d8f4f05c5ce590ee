INSERT INTO notices (org_id, id, user_id, kind, title, body, path, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
