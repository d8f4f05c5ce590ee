-- One row a statement, kept by the ETL: for reports, and for anybody with SQL. Times are microseconds, `object_id` is what the
-- object is known by: an IRI, an agent's identity or a statement's id.
CREATE TABLE statements_flat (
    org_id TEXT NOT NULL,
    stored BIGINT NOT NULL,
    statement_id TEXT NOT NULL,
    voided INTEGER NOT NULL,
    actor_key BIGINT NOT NULL,
    actor_id TEXT NOT NULL,
    actor_name TEXT NOT NULL,
    verb_id TEXT NOT NULL,
    object_key BIGINT NOT NULL,
    object_type TEXT NOT NULL,
    object_id TEXT NOT NULL,
    activity_type TEXT,
    success INTEGER,
    completion INTEGER,
    score_scaled DOUBLE PRECISION,
    score_raw DOUBLE PRECISION,
    score_min DOUBLE PRECISION,
    score_max DOUBLE PRECISION,
    duration_ms BIGINT,
    registration TEXT,
    platform TEXT,
    language TEXT,
    parent_id TEXT,
    grouping_id TEXT,
    timestamp BIGINT NOT NULL,
    PRIMARY KEY (org_id, stored)
);
CREATE INDEX statements_flat_by_learner ON statements_flat (org_id, actor_key, object_key);
-- Up to where `statements_flat` is complete, and up to where that has been looked at again.
CREATE TABLE etl_cursors (org_id TEXT PRIMARY KEY, stored BIGINT NOT NULL, checked BIGINT NOT NULL);
