SELECT at / 86400000000, alias, provider, model, COUNT(*), SUM(CASE WHEN status = 'ok' THEN 0 ELSE 1 END),
       SUM(uncached_in + cache_write_5m + cache_write_1h + cache_read), SUM(tokens_out), SUM(cost_usd), AVG(latency_ms) / 1000.0
FROM model_runs WHERE at >= $2 AND org_id = $1 GROUP BY 1, 2, 3, 4 ORDER BY 1 DESC, 9 DESC
