UPDATE imports SET title = $3, state = $4, done = $5, total = $6, message = $7, error = $8, beat_at = $9
WHERE org_id = $1 AND id = $2 AND state NOT IN ('done', 'failed')
