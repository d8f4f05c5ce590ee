SELECT action, COUNT(*), COUNT(DISTINCT actor), MAX(at) FROM audit_logs WHERE org_id = $1 AND at >= $2 GROUP BY action ORDER BY 2 DESC
