INSERT INTO takeouts (org_id, id, user_id, asked_by, state, asked_at, expires_at) VALUES ($1, $2, $3, $4, 'building', $5, $6)
