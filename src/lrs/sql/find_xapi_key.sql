SELECT org_id, secret_hash, scopes, requests_per_minute, statements_per_day FROM xapi_keys WHERE id = $1 AND revoked_at IS NULL
