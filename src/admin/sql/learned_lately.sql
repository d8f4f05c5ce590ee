-- A name that a statement gave, or else what the learner is known by.
SELECT stored, COALESCE(NULLIF(actor_name, ''), actor_id), verb_id, object_id, success, score_scaled, duration_ms
FROM statements_flat WHERE org_id = $1 AND stored >= $2 AND voided = 0 ORDER BY stored DESC
