-- $2 is an activity, if any.
SELECT d.day, CAST(SUM(d.duration_ms) AS BIGINT), CAST(SUM(d.session_ms) AS BIGINT), CAST(SUM(d.statements) AS BIGINT) FROM report_days d
WHERE d.org_id = $1 AND d.verb_key = 0 AND d.object_key <> 0 AND (CAST($2 AS BIGINT) IS NULL OR d.object_key = CAST($2 AS BIGINT))
  AND d.day BETWEEN CAST($3 AS BIGINT) AND CAST($4 AS BIGINT)
GROUP BY d.day ORDER BY d.day
