INSERT INTO sessions (org_id, token_hash, id, user_id, role, created_at, renewed_at, expires_at, agent)
VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8)
