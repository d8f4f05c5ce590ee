CREATE TABLE model_runs (
    org_id TEXT NOT NULL,
    id TEXT NOT NULL,
    at BIGINT NOT NULL,
    alias TEXT NOT NULL,
    provider TEXT NOT NULL,
    model TEXT NOT NULL,
    user_id TEXT NOT NULL,
    trace_id TEXT NOT NULL,
    status TEXT NOT NULL,
    error TEXT,
    attempts BIGINT NOT NULL,
    uncached_in BIGINT NOT NULL,
    cache_write_5m BIGINT NOT NULL,
    cache_write_1h BIGINT NOT NULL,
    cache_read BIGINT NOT NULL,
    tokens_out BIGINT NOT NULL,
    estimated BIGINT NOT NULL,
    cost_usd DOUBLE PRECISION NOT NULL,
    latency_ms BIGINT NOT NULL,
    first_token_ms BIGINT,
    PRIMARY KEY (org_id, id)
);
CREATE INDEX model_runs_by_day ON model_runs (at, org_id, user_id);
