-- Those whose time has come, $1. Leans on jobs_waiting.
UPDATE jobs SET state = 'ready'
WHERE (org_id, id) IN (SELECT org_id, id FROM jobs WHERE state = 'waiting' AND run_at <= $1 ORDER BY run_at LIMIT 1000 FOR UPDATE SKIP LOCKED)
