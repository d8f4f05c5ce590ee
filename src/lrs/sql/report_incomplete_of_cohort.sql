-- Who of the cohort $3 has begun the activity $2, from $6 on and before $7, and not completed it; for $8 = 1 those who have not begun it too.
SELECT 0, m.actor_key, l.id, l.name, CASE WHEN m.first_at IS NULL THEN 0 ELSE 1 END, m.first_at, m.last_at, m.time_ms
FROM (SELECT c.actor_key, MIN(r.first_at) AS first_at, MAX(r.last_at) AS last_at,
          CAST(CASE WHEN SUM(r.session_ms) > SUM(r.duration_ms) THEN SUM(r.session_ms) ELSE COALESCE(SUM(r.duration_ms), 0) END AS BIGINT) AS time_ms
      FROM report_cohorts c LEFT JOIN report_learners r ON r.org_id = c.org_id AND r.object_key = CAST($2 AS BIGINT) AND r.actor_key = c.actor_key
      WHERE c.org_id = $1 AND c.cohort_key = CAST($3 AS BIGINT) AND c.actor_key > CAST($4 AS BIGINT)
      GROUP BY c.actor_key HAVING MIN(r.completed_at) IS NULL
        AND ((MIN(r.first_at) >= CAST($6 AS BIGINT) AND MIN(r.first_at) < CAST($7 AS BIGINT)) OR (CAST($8 AS BIGINT) = 1 AND MIN(r.first_at) IS NULL))
      ORDER BY c.actor_key LIMIT CAST($5 AS BIGINT)) m
LEFT JOIN report_names l ON l.org_id = $1 AND l.kind = 3 AND l.key = m.actor_key
ORDER BY m.actor_key
