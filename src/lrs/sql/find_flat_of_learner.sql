-- What the learner whose key is $2 did by the verb $4 with the activity whose key is $3, or with any, stored up to $5. Their keys must have been entered.
SELECT f.stored, f.actor_key, f.verb_id, f.object_key, f.success, f.completion, f.score_scaled, f.duration_ms, f.timestamp FROM statement_keys k
JOIN statements_flat f ON f.org_id = $1 AND f.stored = k.stored AND f.actor_key = $2 AND f.verb_id = $4 AND f.voided = 0
    AND f.object_key <> 0 AND (CAST($3 AS BIGINT) IS NULL OR f.object_key = CAST($3 AS BIGINT))
WHERE k.key = $2 AND k.source <= 0 AND k.stored <= CAST($5 AS BIGINT)
  AND (CAST($3 AS BIGINT) IS NULL OR EXISTS (SELECT 1 FROM statement_keys o WHERE o.key = CAST($3 AS BIGINT) AND o.stored = k.stored AND o.source <= 0))
