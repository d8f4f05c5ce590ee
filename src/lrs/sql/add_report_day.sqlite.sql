INSERT INTO report_days (org_id, object_key, day, verb_key, statements, completions, duration_ms, session_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (org_id, object_key, day, verb_key) DO UPDATE SET statements = report_days.statements + excluded.statements,
    completions = report_days.completions + excluded.completions, duration_ms = report_days.duration_ms + excluded.duration_ms,
    session_ms = report_days.session_ms + excluded.session_ms
