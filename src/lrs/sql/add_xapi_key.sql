INSERT INTO xapi_keys (org_id, id, secret_hash, label, scopes, made_at) VALUES ($1, $2, $3, $4, $5, $6)
