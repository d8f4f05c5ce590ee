SELECT id, label, scopes, made_at, revoked_at, requests_per_minute, statements_per_day FROM xapi_keys WHERE org_id = $1 ORDER BY made_at DESC
