SELECT t.slot, t.schedule, t.cause, COALESCE(j.state, t.state), COALESCE(j.runs, 0), COALESCE(j.ended_at, t.ended_at), COALESCE(j.reason, t.reason)
FROM task_status AS t LEFT JOIN jobs AS j ON j.org_id = t.org_id AND j.id = t.job_id
WHERE t.org_id = $1 AND t.made_at >= $2 AND COALESCE(j.reason, t.reason) IS NOT NULL ORDER BY t.made_at DESC
