SELECT id FROM turns WHERE org = $1 AND user_id = $2 AND state = 'running'
