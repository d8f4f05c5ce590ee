SELECT ended_at, 'job', kind, id, reason FROM jobs WHERE org_id = $1 AND state = 'dead' AND ended_at >= $2
UNION ALL
SELECT failed_at, 'queue', code, statement_id, reason FROM dead_letters WHERE org_id = $1 AND failed_at >= $2
UNION ALL
SELECT at, 'forward', forward_id, statement_id, reason FROM xapi_dead_letters WHERE org_id = $1 AND at >= $2
ORDER BY 1 DESC
