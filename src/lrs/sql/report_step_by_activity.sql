-- Learners between $4 (exclusive) and $5 who did something with the activity $2; $3 is the verb, if any, $6 their cohort, if any.
SELECT r.actor_key, MIN(r.first_at), MAX(r.last_at) FROM report_learners r
WHERE r.org_id = $1 AND r.object_key = CAST($2 AS BIGINT) AND (CAST($3 AS BIGINT) IS NULL OR r.verb_key = CAST($3 AS BIGINT))
  AND r.actor_key > CAST($4 AS BIGINT) AND r.actor_key <= CAST($5 AS BIGINT)
  AND (CAST($6 AS BIGINT) IS NULL
       OR EXISTS (SELECT 1 FROM report_cohorts c WHERE c.org_id = $1 AND c.cohort_key = CAST($6 AS BIGINT) AND c.actor_key = r.actor_key))
GROUP BY r.actor_key ORDER BY r.actor_key LIMIT CAST($7 AS BIGINT)
