UPDATE statements_flat SET voided = 1
WHERE org_id = $1 AND voided = 0 AND stored = (SELECT s.stored FROM statements s WHERE s.org_id = $1 AND s.id = $2 AND s.voiding = 0)
RETURNING stored, actor_key, verb_id, object_key, success, completion, score_scaled, duration_ms, timestamp
