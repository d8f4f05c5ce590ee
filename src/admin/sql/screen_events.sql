SELECT name, COUNT(*), COUNT(DISTINCT user_id), MAX(received_at) FROM client_events WHERE org_id = $1 AND received_at >= $2 GROUP BY name ORDER BY 2 DESC
