-- Nothing changes when the lease of this run was lost.
UPDATE jobs SET state = 'done', worker = NULL, ended_at = $5, reason = NULL WHERE org_id = $1 AND id = $2 AND runs = $3 AND worker = $4 AND state = 'running'
