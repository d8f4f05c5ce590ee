-- Who has begun the activity $2, from $5 on and before $6, and not completed it.
SELECT 0, r.actor_key, l.id, l.name, 1, r.first_at, r.last_at, r.time_ms
FROM (SELECT actor_key, MIN(first_at) AS first_at, MAX(last_at) AS last_at,
          CAST(CASE WHEN SUM(session_ms) > SUM(duration_ms) THEN SUM(session_ms) ELSE SUM(duration_ms) END AS BIGINT) AS time_ms
      FROM report_learners WHERE org_id = $1 AND object_key = CAST($2 AS BIGINT) AND actor_key > CAST($3 AS BIGINT)
      GROUP BY actor_key HAVING MIN(completed_at) IS NULL AND MIN(first_at) >= CAST($5 AS BIGINT) AND MIN(first_at) < CAST($6 AS BIGINT)
      ORDER BY actor_key LIMIT CAST($4 AS BIGINT)) r
LEFT JOIN report_names l ON l.org_id = $1 AND l.kind = 3 AND l.key = r.actor_key
ORDER BY r.actor_key
