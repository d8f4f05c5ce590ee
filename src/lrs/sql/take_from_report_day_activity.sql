UPDATE report_day_activities SET statements = statements - 1, completions = completions - CAST($5 AS BIGINT), duration_ms = duration_ms - CAST($6 AS BIGINT),
    session_ms = session_ms - CAST($7 AS BIGINT)
WHERE org_id = $1 AND day = $3 AND object_key = $2 AND verb_key = $4
