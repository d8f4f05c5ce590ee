-- The same of the days $8 to $9. CROSS JOIN and + make SQLite look each activity up by its days, so that those of others are not read.
SELECT t.object_key, t.statements, t.completions, t.duration_ms, t.session_ms, n.id, n.name
FROM (SELECT d.object_key, CAST(SUM(d.statements) AS BIGINT) AS statements, CAST(SUM(d.completions) AS BIGINT) AS completions,
          CAST(SUM(d.duration_ms) AS BIGINT) AS duration_ms, CAST(SUM(d.session_ms) AS BIGINT) AS session_ms
      FROM report_activities a CROSS JOIN report_days d
      WHERE a.org_id = $1 AND a.verb_key = CAST($2 AS BIGINT) AND +a.object_key BETWEEN CAST($3 AS BIGINT) AND CAST($4 AS BIGINT) AND a.object_key <> 0
        AND a.statements > 0 AND d.org_id = $1 AND d.object_key = a.object_key AND d.day BETWEEN CAST($8 AS BIGINT) AND CAST($9 AS BIGINT)
        AND (CAST($2 AS BIGINT) = 0 OR d.verb_key = CAST($2 AS BIGINT)) AND d.statements > 0
      GROUP BY d.object_key
      HAVING SUM(d.statements) < CAST($5 AS BIGINT) OR (SUM(d.statements) = CAST($5 AS BIGINT) AND d.object_key > CAST($6 AS BIGINT))
      ORDER BY SUM(d.statements) DESC, d.object_key LIMIT CAST($7 AS BIGINT)) t
JOIN report_names n ON n.org_id = $1 AND n.kind = 2 AND n.key = t.object_key
ORDER BY t.statements DESC, t.object_key
