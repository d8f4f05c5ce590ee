-- Of the activity $2, or for 0 of all activities, which stands under the verb 0; of the activity by the verb $6, or by any for 0.
SELECT day, CAST(SUM(duration_ms) AS BIGINT), CAST(SUM(session_ms) AS BIGINT), CAST(SUM(statements) AS BIGINT) FROM report_days
WHERE org_id = $1 AND object_key = CAST($2 AS BIGINT) AND (CAST($2 AS BIGINT) <> 0 OR verb_key = 0) AND (CAST($6 AS BIGINT) = 0 OR verb_key = CAST($6 AS BIGINT))
  AND day BETWEEN CAST($3 AS BIGINT) AND CAST($4 AS BIGINT) AND statements > 0
GROUP BY day ORDER BY day LIMIT CAST($5 AS BIGINT)
