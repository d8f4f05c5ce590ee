-- Those of a kind that wait for their time, or for their next try, are due now.
UPDATE jobs SET state = 'ready', run_at = $3 WHERE org_id = $1 AND kind = $2 AND state = 'waiting'
