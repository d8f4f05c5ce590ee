-- Statements by day and verb ($3, if any) about the activity $2, or of all for 0, behind the day $4 and verb $5 and up to the day $6.
SELECT day, verb_key, statements FROM report_days
WHERE org_id = $1 AND object_key = CAST($2 AS BIGINT) AND verb_key <> 0 AND (CAST($3 AS BIGINT) IS NULL OR verb_key = CAST($3 AS BIGINT))
  AND (day, verb_key) > (CAST($4 AS BIGINT), CAST($5 AS BIGINT)) AND day <= CAST($6 AS BIGINT) AND statements > 0
ORDER BY day, verb_key LIMIT CAST($7 AS BIGINT)
