UPDATE xapi_imports
SET state = $4, phase = $5, cursor = $6, read_lines = $7, stored = $8, known = $9, refused = $10, attachments = $11, documents = $12, failures = 0,
    error = $13, done_at = $14, lease_until = $15, secret = CASE WHEN CAST($4 AS TEXT) = 'done' THEN '' ELSE secret END
WHERE org_id = $1 AND id = $2 AND holder = $3
