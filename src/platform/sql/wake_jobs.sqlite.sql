-- Those whose time has come, $1. Leans on jobs_waiting.
UPDATE jobs SET state = 'ready' WHERE rowid IN (SELECT rowid FROM jobs WHERE state = 'waiting' AND run_at <= $1 ORDER BY run_at LIMIT 1000)
