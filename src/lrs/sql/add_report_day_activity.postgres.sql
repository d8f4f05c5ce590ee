INSERT INTO report_day_activities (org_id, day, object_key, verb_key, statements, completions, duration_ms, session_ms)
SELECT * FROM unnest(CAST($1 AS TEXT[]), CAST($2 AS BIGINT[]), CAST($3 AS BIGINT[]), CAST($4 AS BIGINT[]), CAST($5 AS BIGINT[]), CAST($6 AS BIGINT[]),
    CAST($7 AS BIGINT[]), CAST($8 AS BIGINT[]))
ON CONFLICT (org_id, day, object_key, verb_key) DO UPDATE SET statements = report_day_activities.statements + excluded.statements,
    completions = report_day_activities.completions + excluded.completions, duration_ms = report_day_activities.duration_ms + excluded.duration_ms,
    session_ms = report_day_activities.session_ms + excluded.session_ms
