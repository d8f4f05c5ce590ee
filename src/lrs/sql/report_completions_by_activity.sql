-- Of each activity how many learners have begun, completed and passed it.
SELECT o.object_key, 0, a.id, a.name, COUNT(*), COUNT(o.completed_at), CAST(SUM(o.passed) AS BIGINT),
    CASE WHEN COUNT(*) > 0 THEN CAST(COUNT(o.completed_at) AS DOUBLE PRECISION) / COUNT(*) END, AVG(o.best_scaled)
FROM (SELECT r.object_key, r.actor_key, MAX(r.best_scaled) AS best_scaled, CASE WHEN SUM(r.successes) > 0 THEN 1 ELSE 0 END AS passed,
          CASE WHEN MIN(r.completed_at) >= CAST($4 AS BIGINT) AND MIN(r.completed_at) < CAST($5 AS BIGINT) THEN 1 END AS completed_at
      FROM report_learners r
      WHERE r.org_id = $1 AND r.object_key <> 0 AND (CAST($2 AS BIGINT) IS NULL OR r.object_key = CAST($2 AS BIGINT)) AND r.object_key > CAST($6 AS BIGINT)
        AND (CAST($3 AS BIGINT) IS NULL
             OR EXISTS (SELECT 1 FROM report_cohorts c WHERE c.org_id = $1 AND c.cohort_key = CAST($3 AS BIGINT) AND c.actor_key = r.actor_key))
      GROUP BY r.object_key, r.actor_key) o
JOIN report_names a ON a.org_id = $1 AND a.kind = 2 AND a.key = o.object_key
GROUP BY o.object_key, a.id, a.name ORDER BY o.object_key LIMIT CAST($7 AS BIGINT)
