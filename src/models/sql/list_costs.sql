-- Settled days as they were summed, those after them ($3, where the first begins) as they are.
SELECT day, alias, calls, failed, tokens_in, tokens_out, cost_usd FROM model_costs WHERE org_id = $1 AND day >= $2 AND day * 86400000000 < $3
UNION ALL
SELECT at / 86400000000, alias, COUNT(*), SUM(CASE WHEN status = 'ok' THEN 0 ELSE 1 END),
       SUM(uncached_in + cache_write_5m + cache_write_1h + cache_read), SUM(tokens_out), SUM(cost_usd)
FROM model_runs WHERE org_id = $1 AND at >= $3 AND at / 86400000000 >= $2 GROUP BY at / 86400000000, alias
ORDER BY 1 DESC, 7 DESC
