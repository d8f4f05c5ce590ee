UPDATE jobs SET state = 'discarded', ended_at = $3 WHERE org_id = $1 AND id = $2 AND state = 'dead'
