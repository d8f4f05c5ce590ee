-- $2 is a verb and $3 an activity, each 0 for all.
SELECT day, statements, completions, duration_ms, session_ms FROM report_days
WHERE org_id = $1 AND verb_key = CAST($2 AS BIGINT) AND object_key = CAST($3 AS BIGINT) AND day BETWEEN CAST($4 AS BIGINT) AND CAST($5 AS BIGINT)
  AND statements > 0
ORDER BY day
