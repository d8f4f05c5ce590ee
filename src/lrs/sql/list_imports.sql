SELECT org_id, id, source, username, secret, version, state, phase, cursor, read_lines, stored, known, refused, attachments, documents, failures, error, made_at, done_at
FROM xapi_imports WHERE org_id = $1 ORDER BY made_at DESC, id LIMIT 200
