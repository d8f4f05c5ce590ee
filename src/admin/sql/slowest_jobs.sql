SELECT kind, COUNT(*), SUM(failures), AVG(ended_at - started_at) / 1000000.0, MAX(ended_at - started_at) / 1000000.0
FROM jobs WHERE org_id = $1 AND made_at >= $2 AND state = 'done' AND started_at IS NOT NULL GROUP BY kind ORDER BY 5 DESC
