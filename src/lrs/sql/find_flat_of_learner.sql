SELECT timestamp, verb_id, success, completion, score_scaled, duration_ms FROM statements_flat
WHERE org_id = $1 AND actor_key = $2 AND object_key = $3 AND verb_id = $4 AND voided = 0
