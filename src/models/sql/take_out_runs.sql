SELECT id, at, alias, provider, model, status, uncached_in + cache_write_5m + cache_write_1h + cache_read, tokens_out, cost_usd
FROM model_runs WHERE org_id = $1 AND user_id = $2 AND id > $3 ORDER BY id LIMIT $4
