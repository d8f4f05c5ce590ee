-- Days of activities once more, day by day: what all activities did in some days lies together.
CREATE TABLE report_day_activities (
    org_id TEXT NOT NULL,
    day BIGINT NOT NULL,
    object_key BIGINT NOT NULL,
    verb_key BIGINT NOT NULL,
    statements BIGINT NOT NULL,
    completions BIGINT NOT NULL,
    duration_ms BIGINT NOT NULL,
    session_ms BIGINT NOT NULL,
    PRIMARY KEY (org_id, day, object_key, verb_key)
) WITHOUT ROWID;
INSERT INTO report_day_activities (org_id, day, object_key, verb_key, statements, completions, duration_ms, session_ms)
SELECT org_id, day, object_key, verb_key, statements, completions, duration_ms, session_ms FROM report_days WHERE object_key <> 0 AND statements > 0
ORDER BY org_id, day, object_key, verb_key;
