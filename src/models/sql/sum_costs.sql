-- $1 the moment the first day begins at, $2 the one the last is over at.
INSERT INTO model_costs (org_id, day, alias, calls, failed, tokens_in, tokens_out, cost_usd)
SELECT org_id, at / 86400000000, alias, COUNT(*), SUM(CASE WHEN status = 'ok' THEN 0 ELSE 1 END),
       SUM(uncached_in + cache_write_5m + cache_write_1h + cache_read), SUM(tokens_out), SUM(cost_usd)
FROM model_runs WHERE at >= $1 AND at < $2 GROUP BY org_id, at / 86400000000, alias
