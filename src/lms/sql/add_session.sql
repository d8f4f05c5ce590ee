INSERT INTO cmi5_sessions (org_id, id, registration_id, unit, publisher_id, mode, mastery_score, fetch_hash, made_at, expires_at, last_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $9)
