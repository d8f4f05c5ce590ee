-- The newest of one schedule; what its job knows is newer than what was settled.
SELECT t.slot, t.cause, t.made_at, COALESCE(j.state, t.state), COALESCE(j.started_at, t.started_at), COALESCE(j.ended_at, t.ended_at), COALESCE(j.reason, t.reason)
FROM task_status t LEFT JOIN jobs j ON j.org_id = t.org_id AND j.id = t.job_id
WHERE t.org_id = $1 AND t.schedule = $2 ORDER BY t.slot DESC LIMIT $3
