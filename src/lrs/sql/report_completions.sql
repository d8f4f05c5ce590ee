-- Who has completed what; walks the primary key of report_learners from behind ($6, $7).
SELECT r.object_key, r.actor_key, l.id, l.name, a.id, a.name, MIN(r.completed_at),
    CASE WHEN SUM(r.successes) > 0 THEN 'passed' WHEN SUM(r.failures) > 0 THEN 'failed' END, MAX(r.best_scaled),
    CAST(CASE WHEN SUM(r.session_ms) > SUM(r.duration_ms) THEN SUM(r.session_ms) ELSE SUM(r.duration_ms) END AS BIGINT)
FROM report_learners r
JOIN report_names l ON l.org_id = r.org_id AND l.kind = 3 AND l.key = r.actor_key
JOIN report_names a ON a.org_id = r.org_id AND a.kind = 2 AND a.key = r.object_key
WHERE r.org_id = $1 AND r.object_key <> 0 AND (CAST($2 AS BIGINT) IS NULL OR r.object_key = CAST($2 AS BIGINT))
  AND (CAST($3 AS BIGINT) IS NULL
       OR EXISTS (SELECT 1 FROM report_cohorts c WHERE c.org_id = $1 AND c.cohort_key = CAST($3 AS BIGINT) AND c.actor_key = r.actor_key))
  AND (r.object_key, r.actor_key) > (CAST($6 AS BIGINT), CAST($7 AS BIGINT))
GROUP BY r.object_key, r.actor_key, l.id, l.name, a.id, a.name
HAVING MIN(r.completed_at) >= CAST($4 AS BIGINT) AND MIN(r.completed_at) < CAST($5 AS BIGINT)
ORDER BY r.object_key, r.actor_key LIMIT CAST($8 AS BIGINT)
