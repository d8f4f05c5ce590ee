ALTER TABLE report_days RENAME TO report_days_before;
-- Days in the order in which they are asked for: of one activity (0: of all statements), day by day, by verb. Under the activity 0 the verb 0 holds what is about
-- activities.
CREATE TABLE report_days (
    org_id TEXT NOT NULL,
    object_key BIGINT NOT NULL,
    day BIGINT NOT NULL,
    verb_key BIGINT NOT NULL,
    statements BIGINT NOT NULL,
    completions BIGINT NOT NULL,
    duration_ms BIGINT NOT NULL,
    session_ms BIGINT NOT NULL,
    PRIMARY KEY (org_id, object_key, day, verb_key)
) WITHOUT ROWID;
-- The same of all days: by verb (0: by any) and activity (0: of all statements), so that the busiest are found without their days.
CREATE TABLE report_activities (
    org_id TEXT NOT NULL,
    verb_key BIGINT NOT NULL,
    object_key BIGINT NOT NULL,
    statements BIGINT NOT NULL,
    completions BIGINT NOT NULL,
    duration_ms BIGINT NOT NULL,
    session_ms BIGINT NOT NULL,
    PRIMARY KEY (org_id, verb_key, object_key)
) WITHOUT ROWID;
