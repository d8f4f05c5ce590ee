SELECT stored, actor_key, verb_id, object_key, success, completion, score_scaled, duration_ms, timestamp FROM statements_flat
WHERE org_id = $1 AND stored > CAST($2 AS BIGINT) AND stored <= CAST($3 AS BIGINT) AND voided = 0 ORDER BY stored LIMIT CAST($4 AS BIGINT)
