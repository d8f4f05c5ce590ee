-- The same of the days $4 to $5, of the activity $3; nothing when it had no statement in them.
SELECT t.object_key, t.statements, t.completions, t.duration_ms, t.session_ms, n.id, n.name
FROM (SELECT object_key, CAST(SUM(statements) AS BIGINT) AS statements, CAST(SUM(completions) AS BIGINT) AS completions,
          CAST(SUM(duration_ms) AS BIGINT) AS duration_ms, CAST(SUM(session_ms) AS BIGINT) AS session_ms
      FROM report_days
      WHERE org_id = $1 AND object_key = CAST($3 AS BIGINT) AND day BETWEEN CAST($4 AS BIGINT) AND CAST($5 AS BIGINT)
        AND (CAST($2 AS BIGINT) = 0 OR verb_key = CAST($2 AS BIGINT)) AND statements > 0
      GROUP BY object_key) t
JOIN report_names n ON n.org_id = $1 AND n.kind = 2 AND n.key = t.object_key
