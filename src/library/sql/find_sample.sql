SELECT 1 FROM courses WHERE org_id = $1 AND sample = 1 AND state = 'ready' LIMIT 1
