-- Of each activity behind $5 and up to $6 how many learners have begun it from $3 on and before $4, and how many of these have completed and passed it.
SELECT s.object_key, 0, a.id, a.name, s.begun, s.completed, s.passed, CAST(s.completed AS DOUBLE PRECISION) / s.begun, s.average_scaled
FROM (SELECT o.object_key, COUNT(*) AS begun, COUNT(o.completed_at) AS completed, CAST(SUM(o.passed) AS BIGINT) AS passed, AVG(o.best_scaled) AS average_scaled
      FROM (SELECT object_key, actor_key, MAX(best_scaled) AS best_scaled, CASE WHEN SUM(successes) > 0 THEN 1 ELSE 0 END AS passed,
                MIN(completed_at) AS completed_at
            FROM report_learners
            WHERE org_id = $1 AND object_key > CAST($5 AS BIGINT) AND object_key <= CAST($6 AS BIGINT) AND object_key <> 0
              AND (CAST($2 AS BIGINT) IS NULL OR EXISTS (SELECT 1 FROM report_cohorts m
                   WHERE m.org_id = $1 AND m.cohort_key = CAST($2 AS BIGINT) AND m.actor_key = report_learners.actor_key))
            GROUP BY object_key, actor_key
            HAVING MIN(first_at) >= CAST($3 AS BIGINT) AND MIN(first_at) < CAST($4 AS BIGINT)) o
      GROUP BY o.object_key) s
JOIN report_names a ON a.org_id = $1 AND a.kind = 2 AND a.key = s.object_key
ORDER BY s.object_key
