INSERT INTO report_day_activities (org_id, day, object_key, verb_key, statements, completions, duration_ms, session_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (org_id, day, object_key, verb_key) DO UPDATE SET statements = report_day_activities.statements + excluded.statements,
    completions = report_day_activities.completions + excluded.completions, duration_ms = report_day_activities.duration_ms + excluded.duration_ms,
    session_ms = report_day_activities.session_ms + excluded.session_ms
