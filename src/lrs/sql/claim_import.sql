UPDATE xapi_imports SET holder = $3, lease_until = $5
WHERE org_id = $1 AND id = $2 AND state = 'running' AND retry_at <= $4 AND (holder = $3 OR lease_until < $4)
RETURNING org_id, id, source, username, secret, version, state, phase, cursor, read_lines, stored, known, refused, attachments, documents, failures, error, made_at, done_at
