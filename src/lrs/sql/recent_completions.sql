-- Among the $2 newest rows, so that a store where nobody completes anything is not read through.
SELECT f.statement_id, f.stored, f.timestamp, f.actor_id, f.actor_name, f.verb_id, f.object_id, f.success, f.score_scaled, f.duration_ms
FROM (SELECT * FROM statements_flat WHERE org_id = $1 ORDER BY stored DESC LIMIT CAST($2 AS BIGINT)) f
WHERE f.voided = 0 AND (f.completion = 1 OR (f.completion IS NULL AND f.verb_id = 'http://adlnet.gov/expapi/verbs/completed'))
ORDER BY f.stored DESC LIMIT CAST($3 AS BIGINT)
