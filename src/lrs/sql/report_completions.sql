-- Who has completed what up to the activity $2; walks the index of completions from behind ($6, $7), and asks for names when the page is known.
SELECT c.object_key, c.actor_key, l.id, l.name, a.id, a.name, c.completed_at,
    CASE WHEN SUM(r.successes) > 0 THEN 'passed' WHEN SUM(r.failures) > 0 THEN 'failed' END, MAX(r.best_scaled),
    CAST(CASE WHEN SUM(r.session_ms) > SUM(r.duration_ms) THEN SUM(r.session_ms) ELSE SUM(r.duration_ms) END AS BIGINT)
FROM (SELECT object_key, actor_key, MIN(completed_at) AS completed_at FROM report_learners
      WHERE org_id = $1 AND completed_at IS NOT NULL AND object_key <> 0 AND (object_key, actor_key) > (CAST($6 AS BIGINT), CAST($7 AS BIGINT))
        AND object_key <= CAST($2 AS BIGINT)
        AND (CAST($3 AS BIGINT) IS NULL OR EXISTS (SELECT 1 FROM report_cohorts m
             WHERE m.org_id = $1 AND m.cohort_key = CAST($3 AS BIGINT) AND m.actor_key = report_learners.actor_key))
      GROUP BY object_key, actor_key HAVING MIN(completed_at) >= CAST($4 AS BIGINT) AND MIN(completed_at) < CAST($5 AS BIGINT)
      ORDER BY object_key, actor_key LIMIT CAST($8 AS BIGINT)) c
JOIN report_learners r ON r.org_id = $1 AND r.object_key = c.object_key AND r.actor_key = c.actor_key
LEFT JOIN report_names l ON l.org_id = $1 AND l.kind = 3 AND l.key = c.actor_key
JOIN report_names a ON a.org_id = $1 AND a.kind = 2 AND a.key = c.object_key
GROUP BY c.object_key, c.actor_key, l.id, l.name, a.id, a.name, c.completed_at
ORDER BY c.object_key, c.actor_key
