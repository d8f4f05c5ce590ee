-- It failed for good at $5, for $6. Nothing changes when the lease of this run was lost.
UPDATE jobs SET state = 'dead', worker = NULL, ended_at = $5, failures = failures + 1, reason = $6
WHERE org_id = $1 AND id = $2 AND runs = $3 AND worker = $4 AND state = 'running'
