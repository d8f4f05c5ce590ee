-- Sums follow statements_flat under a cursor of their own (pipeline/sums.hpp). Those before (next_object, next_actor) hold what is stored up to `until`, the
-- others what is up to `stored`; `changes` counts what has been done to rows of statements_flat that may have been read already.
CREATE TABLE report_cursors (
    org_id TEXT PRIMARY KEY,
    stored BIGINT NOT NULL,
    until BIGINT NOT NULL,
    next_object BIGINT NOT NULL,
    next_actor BIGINT NOT NULL,
    changes BIGINT NOT NULL
);
INSERT INTO report_cursors (org_id, stored, until, next_object, next_actor, changes) SELECT org_id, stored, stored, 0, 0, 0 FROM etl_cursors;
-- Under the activity 0 stands what a learner did by a verb with any activity, which an index by verb was for.
DROP INDEX report_learners_by_verb;
INSERT INTO report_learners (org_id, object_key, verb_key, actor_key, statements, successes, failures, duration_ms, session_ms, first_at, last_at,
    completed_at, best_scaled)
SELECT org_id, 0, verb_key, actor_key, SUM(statements), SUM(successes), SUM(failures), SUM(duration_ms), SUM(session_ms), MIN(first_at), MAX(last_at),
    MIN(completed_at), MAX(best_scaled)
FROM report_learners GROUP BY org_id, verb_key, actor_key;
-- The number before those that the last transaction took.
ALTER TABLE statement_clock ADD COLUMN previous BIGINT NOT NULL DEFAULT 0;
