-- Days in the order in which they are asked for: of one activity (0: of all statements), day by day, by verb. Under the activity 0 the verb 0 holds what is about
-- activities. What stood here of an activity by all verbs is read from its verbs.
CREATE TABLE report_days_ordered (
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
-- Where a turn of the sums was left in its middle, sums of some activities hold it and of others do not, so what is summed over all of them here would be wrong:
-- the ETL adds up everything of that organisation again.
DELETE FROM report_days WHERE org_id IN (SELECT org_id FROM report_cursors WHERE until > stored);
DELETE FROM report_learners WHERE org_id IN (SELECT org_id FROM report_cursors WHERE until > stored);
UPDATE report_cursors SET stored = 0, until = 0, changes = changes + 1 WHERE until > stored;
INSERT INTO report_days_ordered (org_id, object_key, day, verb_key, statements, completions, duration_ms, session_ms)
SELECT org_id, object_key, day, verb_key, statements, completions, duration_ms, session_ms FROM report_days WHERE verb_key <> 0 AND statements > 0
ORDER BY org_id, object_key, day, verb_key;
INSERT INTO report_days_ordered (org_id, object_key, day, verb_key, statements, completions, duration_ms, session_ms)
SELECT org_id, 0, day, 0, SUM(statements), SUM(completions), SUM(duration_ms), SUM(session_ms) FROM report_days WHERE verb_key = 0 AND statements > 0
GROUP BY org_id, day;
INSERT INTO report_activities (org_id, verb_key, object_key, statements, completions, duration_ms, session_ms)
SELECT org_id, verb_key, object_key, SUM(statements), SUM(completions), SUM(duration_ms), SUM(session_ms) FROM report_days WHERE statements > 0
GROUP BY org_id, verb_key, object_key;
DROP TABLE report_days;
ALTER TABLE report_days_ordered RENAME TO report_days;
-- Who has completed something is found without reading who has not.
CREATE INDEX report_learners_completed ON report_learners (org_id, object_key, actor_key, completed_at) WHERE completed_at IS NOT NULL;
