SELECT org_id, id, label, kind, url, username, version, filter, state, cursor, made_at, delivered, delivered_at, failures, last_error, retry_at
FROM xapi_forwards WHERE org_id = $1 AND id = $2
