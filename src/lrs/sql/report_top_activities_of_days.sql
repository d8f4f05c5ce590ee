-- The same of the days $6 to $7, of all activities.
SELECT t.object_key, t.statements, t.completions, t.duration_ms, t.session_ms, n.id, n.name
FROM (SELECT object_key, CAST(SUM(statements) AS BIGINT) AS statements, CAST(SUM(completions) AS BIGINT) AS completions,
          CAST(SUM(duration_ms) AS BIGINT) AS duration_ms, CAST(SUM(session_ms) AS BIGINT) AS session_ms
      FROM report_day_activities
      WHERE org_id = $1 AND day BETWEEN CAST($6 AS BIGINT) AND CAST($7 AS BIGINT) AND (CAST($2 AS BIGINT) = 0 OR verb_key = CAST($2 AS BIGINT)) AND statements > 0
      GROUP BY object_key
      HAVING SUM(statements) < CAST($3 AS BIGINT) OR (SUM(statements) = CAST($3 AS BIGINT) AND object_key > CAST($4 AS BIGINT))
      ORDER BY SUM(statements) DESC, object_key LIMIT CAST($5 AS BIGINT)) t
JOIN report_names n ON n.org_id = $1 AND n.kind = 2 AND n.key = t.object_key
ORDER BY t.statements DESC, t.object_key
