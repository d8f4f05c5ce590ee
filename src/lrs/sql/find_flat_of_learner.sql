-- What the learner whose key is $2 did with the activity whose key is $3 by the verb $4. Their keys must have been entered.
SELECT f.timestamp, f.verb_id, f.success, f.completion, f.score_scaled, f.duration_ms FROM statement_keys k
JOIN statements_flat f ON f.org_id = $1 AND f.stored = k.stored AND f.actor_key = $2 AND f.object_key = $3 AND f.verb_id = $4 AND f.voided = 0
WHERE k.key = $2 AND k.source = 0
  AND EXISTS (SELECT 1 FROM statement_keys o WHERE o.key = $3 AND o.stored = k.stored AND o.source = 0)
