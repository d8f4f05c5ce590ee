SELECT org_id, secret_hash, scopes FROM xapi_keys WHERE id = $1 AND revoked_at IS NULL
