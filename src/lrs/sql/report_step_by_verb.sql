-- Learners between $3 (exclusive) and $4 who did $2 with any activity; $5 is their cohort, if any.
SELECT r.actor_key, r.first_at, r.last_at FROM report_learners r
WHERE r.org_id = $1 AND r.object_key = 0 AND r.verb_key = CAST($2 AS BIGINT) AND r.actor_key > CAST($3 AS BIGINT) AND r.actor_key <= CAST($4 AS BIGINT)
  AND (CAST($5 AS BIGINT) IS NULL
       OR EXISTS (SELECT 1 FROM report_cohorts c WHERE c.org_id = $1 AND c.cohort_key = CAST($5 AS BIGINT) AND c.actor_key = r.actor_key))
ORDER BY r.actor_key LIMIT CAST($6 AS BIGINT)
