UPDATE turns SET state = 'running', holder = $3, epoch = epoch + 1, lease_until = $4, stalls = 0, seq = seq + 1, ended_at = NULL
WHERE org = $1 AND id = $2 AND state IN ('interrupted', 'stopped', 'failed')
RETURNING seq, epoch
