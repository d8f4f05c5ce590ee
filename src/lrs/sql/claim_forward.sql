-- $3 the claiming process, $4 now, $5 the end of its lease.
UPDATE xapi_forwards SET holder = $3, lease_until = $5
WHERE org_id = $1 AND id = $2 AND state = 'running' AND (holder = $3 OR lease_until < $4) AND retry_at <= $4
RETURNING org_id, id, label, kind, url, username, version, filter, state, cursor, made_at, delivered, delivered_at, failures, last_error, retry_at
