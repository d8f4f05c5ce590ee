SELECT alias, provider, model, status, COUNT(*), MAX(at)
FROM model_runs WHERE at >= $2 AND org_id = $1 AND status <> 'ok' GROUP BY alias, provider, model, status ORDER BY 5 DESC
