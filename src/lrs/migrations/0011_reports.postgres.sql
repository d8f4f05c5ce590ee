-- What reports are read from, moved by the ETL with each row of statements_flat. Keys are those of store/keys.hpp; 0 stands for
-- all of them. Voided statements are not in it.
CREATE TABLE report_names (
    org_id TEXT NOT NULL,
    kind INTEGER NOT NULL,
    key BIGINT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (org_id, kind, key)
);
CREATE TABLE report_days (
    org_id TEXT NOT NULL,
    verb_key BIGINT NOT NULL,
    object_key BIGINT NOT NULL,
    day BIGINT NOT NULL,
    statements BIGINT NOT NULL,
    completions BIGINT NOT NULL,
    duration_ms BIGINT NOT NULL,
    session_ms BIGINT NOT NULL,
    PRIMARY KEY (org_id, verb_key, object_key, day)
);
CREATE TABLE report_learners (
    org_id TEXT NOT NULL,
    object_key BIGINT NOT NULL,
    verb_key BIGINT NOT NULL,
    actor_key BIGINT NOT NULL,
    statements BIGINT NOT NULL,
    successes BIGINT NOT NULL,
    failures BIGINT NOT NULL,
    duration_ms BIGINT NOT NULL,
    session_ms BIGINT NOT NULL,
    first_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    completed_at BIGINT,
    best_scaled DOUBLE PRECISION,
    PRIMARY KEY (org_id, object_key, actor_key, verb_key)
);
CREATE INDEX report_learners_by_verb ON report_learners (org_id, verb_key, actor_key);
-- Who belongs to a cohort: a team or a grouping activity that one of the learner's statements names in its context.
CREATE TABLE report_cohorts (
    org_id TEXT NOT NULL,
    cohort_key BIGINT NOT NULL,
    actor_key BIGINT NOT NULL,
    PRIMARY KEY (org_id, cohort_key, actor_key)
);
