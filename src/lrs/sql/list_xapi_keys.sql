SELECT id, label, scopes, made_at, revoked_at FROM xapi_keys WHERE org_id = $1 ORDER BY made_at DESC
