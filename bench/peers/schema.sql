CREATE TABLE statements_flat (statement_id UUID PRIMARY KEY, actor_id TEXT NOT NULL, actor_name TEXT, verb_id TEXT NOT NULL, object_type TEXT NOT NULL,
    object_id TEXT NOT NULL, activity_type TEXT, success BOOLEAN, completion BOOLEAN, score_scaled DOUBLE PRECISION, score_raw DOUBLE PRECISION,
    score_min DOUBLE PRECISION, score_max DOUBLE PRECISION, duration_ms BIGINT, registration UUID, platform TEXT, language TEXT, parent_id TEXT,
    grouping_id TEXT, timestamp TIMESTAMPTZ NOT NULL);
CREATE INDEX statements_flat_by_learner ON statements_flat (actor_id, object_id);
