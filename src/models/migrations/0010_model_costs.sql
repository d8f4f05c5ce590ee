-- What models cost, by organisation, day (counted from 1970, UTC) and alias: sums of model_runs, made each night (costs/costs.cpp).
CREATE TABLE model_costs (
    org_id TEXT NOT NULL,
    day BIGINT NOT NULL,
    alias TEXT NOT NULL,
    calls BIGINT NOT NULL,
    failed BIGINT NOT NULL,
    tokens_in BIGINT NOT NULL,
    tokens_out BIGINT NOT NULL,
    cost_usd DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (org_id, day, alias)
);
-- The last day that is in model_costs, for all organisations.
CREATE TABLE model_costs_until (one INTEGER PRIMARY KEY CHECK (one = 1), day BIGINT NOT NULL);
