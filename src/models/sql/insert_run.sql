INSERT INTO model_runs (org_id, id, at, alias, provider, model, user_id, trace_id, status, error, attempts,
                        uncached_in, cache_write_5m, cache_write_1h, cache_read, tokens_out, estimated,
                        cost_usd, latency_ms, first_token_ms)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20);
