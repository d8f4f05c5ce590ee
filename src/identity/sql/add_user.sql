INSERT INTO users (org_id, id, role, anonymous, created_at) VALUES ($1, $2, $3, $4, $5)
