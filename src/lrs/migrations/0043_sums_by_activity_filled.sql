-- Sums of activities from those of days. What stood there of an activity by all verbs is read from its verbs.
-- Where a turn of the sums was left in its middle, sums of some activities hold it and of others do not, so what is summed over all of them here would be wrong:
-- the ETL adds up everything of that organisation again.
DELETE FROM report_days_before WHERE org_id IN (SELECT org_id FROM report_cursors WHERE until > stored);
DELETE FROM report_learners WHERE org_id IN (SELECT org_id FROM report_cursors WHERE until > stored);
UPDATE report_cursors SET stored = 0, until = 0, changes = changes + 1 WHERE until > stored;
INSERT INTO report_days (org_id, object_key, day, verb_key, statements, completions, duration_ms, session_ms)
SELECT org_id, object_key, day, verb_key, statements, completions, duration_ms, session_ms FROM report_days_before WHERE verb_key <> 0 AND statements > 0
ORDER BY org_id, object_key, day, verb_key;
INSERT INTO report_days (org_id, object_key, day, verb_key, statements, completions, duration_ms, session_ms)
SELECT org_id, 0, day, 0, SUM(statements), SUM(completions), SUM(duration_ms), SUM(session_ms) FROM report_days_before WHERE verb_key = 0 AND statements > 0
GROUP BY org_id, day;
INSERT INTO report_activities (org_id, verb_key, object_key, statements, completions, duration_ms, session_ms)
SELECT org_id, verb_key, object_key, SUM(statements), SUM(completions), SUM(duration_ms), SUM(session_ms) FROM report_days_before WHERE statements > 0
GROUP BY org_id, verb_key, object_key;
DROP TABLE report_days_before;
-- Who has completed something is found without reading who has not.
CREATE INDEX report_learners_completed ON report_learners (org_id, object_key, actor_key, completed_at) WHERE completed_at IS NOT NULL;
