UPDATE xapi_keys SET label = $3, scopes = $4, requests_per_minute = $5, statements_per_day = $6 WHERE org_id = $1 AND id = $2 AND revoked_at IS NULL
