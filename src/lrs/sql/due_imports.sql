-- Those from other record stores; what a request brings, it reads itself.
SELECT org_id, id, source, username, secret, version, state, phase, cursor, read_lines, stored, known, refused, attachments, documents, failures, error, made_at, done_at
FROM xapi_imports WHERE state = 'running' AND source <> '' AND retry_at <= $1 AND (holder = $2 OR lease_until < $1)
