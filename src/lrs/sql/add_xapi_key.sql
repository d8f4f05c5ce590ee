INSERT INTO xapi_keys (org_id, id, secret_hash, label, scopes, made_at, requests_per_minute, statements_per_day)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
