SELECT id, org_id, title, description, language, format, passages, pages, sample, created_at
FROM courses WHERE org_id = $1 AND id = $2 AND state = 'ready'
