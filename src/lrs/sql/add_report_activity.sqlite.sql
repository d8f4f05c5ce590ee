INSERT INTO report_activities (org_id, verb_key, object_key, statements, completions, duration_ms, session_ms) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (org_id, verb_key, object_key) DO UPDATE SET statements = report_activities.statements + excluded.statements,
    completions = report_activities.completions + excluded.completions, duration_ms = report_activities.duration_ms + excluded.duration_ms,
    session_ms = report_activities.session_ms + excluded.session_ms
