INSERT INTO refresh_tokens (org_id, token_hash, session_id, made_at, expires_at) VALUES ($1, $2, $3, $4, $5)
