UPDATE report_activities SET statements = statements - 1, completions = completions - CAST($4 AS BIGINT), duration_ms = duration_ms - CAST($5 AS BIGINT),
    session_ms = session_ms - CAST($6 AS BIGINT)
WHERE org_id = $1 AND verb_key = $2 AND object_key = $3
