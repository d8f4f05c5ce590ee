-- Newest first; leans on the primary key, whose ids grow with time.
SELECT id, kind, key, state, priority, run_at, made_at, runs, failures, started_at, ended_at, reason FROM jobs WHERE org_id = $1 ORDER BY id DESC LIMIT $2
