INSERT INTO account_tickets (org_id, token_hash, user_id, purpose, email_key, made_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
