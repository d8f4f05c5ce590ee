-- How long learners were at activities up to $2: what sessions say of themselves, or what single statements say, whichever is more. Walks the primary key from
-- behind ($4, $5), and asks for names when the page is known.
SELECT t.object_key, t.actor_key, l.id, l.name, a.id, a.name, t.time_ms, t.statements
FROM (SELECT object_key, actor_key, CAST(CASE WHEN SUM(session_ms) > SUM(duration_ms) THEN SUM(session_ms) ELSE SUM(duration_ms) END AS BIGINT) AS time_ms,
          CAST(SUM(statements) AS BIGINT) AS statements
      FROM report_learners
      WHERE org_id = $1 AND object_key <> 0 AND (object_key, actor_key) > (CAST($4 AS BIGINT), CAST($5 AS BIGINT)) AND object_key <= CAST($2 AS BIGINT)
        AND (CAST($3 AS BIGINT) IS NULL OR EXISTS (SELECT 1 FROM report_cohorts m
             WHERE m.org_id = $1 AND m.cohort_key = CAST($3 AS BIGINT) AND m.actor_key = report_learners.actor_key))
      GROUP BY object_key, actor_key ORDER BY object_key, actor_key LIMIT CAST($6 AS BIGINT)) t
LEFT JOIN report_names l ON l.org_id = $1 AND l.kind = 3 AND l.key = t.actor_key
JOIN report_names a ON a.org_id = $1 AND a.kind = 2 AND a.key = t.object_key
ORDER BY t.object_key, t.actor_key
