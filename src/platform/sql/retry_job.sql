UPDATE jobs SET state = 'ready', failures = 0, losses = 0, run_at = $3, ended_at = NULL WHERE org_id = $1 AND id = $2 AND state = 'dead'
