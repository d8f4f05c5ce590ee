INSERT INTO signing_keys (org_id, id, x, y, made_at, accepted_until) VALUES ($1, $2, $3, $4, $5, $6)
