-- Of the activity $2 by the verb $3, or by any for 0.
SELECT day, CAST(SUM(statements) AS BIGINT), CAST(SUM(completions) AS BIGINT), CAST(SUM(duration_ms) AS BIGINT), CAST(SUM(session_ms) AS BIGINT)
FROM report_days
WHERE org_id = $1 AND object_key = CAST($2 AS BIGINT) AND (CAST($3 AS BIGINT) = 0 OR verb_key = CAST($3 AS BIGINT))
  AND day BETWEEN CAST($4 AS BIGINT) AND CAST($5 AS BIGINT) AND statements > 0
GROUP BY day ORDER BY day
