-- Those before the id $2, newest first. Leans on jobs_dead.
SELECT id, kind, key, state, priority, run_at, made_at, runs, failures, started_at, ended_at, reason FROM jobs
WHERE org_id = $1 AND state = 'dead' AND id < $2 ORDER BY id DESC LIMIT $3
