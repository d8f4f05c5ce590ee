SELECT id, org_id, title, description, language, format, passages, pages, sample, created_at
FROM courses WHERE org_id = $1 AND state = 'ready' ORDER BY sample DESC, created_at DESC
