-- Transactions commit in another order than they take positions, so a reader goes by (tx, position) and only as far as no
-- older transaction is still open: `tx < pg_snapshot_xmin(...)` in the queries.
CREATE TABLE outbox (
    position BIGINT GENERATED ALWAYS AS IDENTITY,
    tx BIGINT NOT NULL DEFAULT (CAST(CAST(pg_current_xact_id() AS TEXT) AS BIGINT)),
    id TEXT NOT NULL,
    org_id TEXT NOT NULL,
    topic TEXT NOT NULL,
    payload TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (tx, position)
);
CREATE TABLE outbox_consumers (
    name TEXT PRIMARY KEY,
    tx BIGINT NOT NULL,
    position BIGINT NOT NULL,
    owner TEXT NOT NULL,
    lease_until BIGINT NOT NULL
);
CREATE TABLE outbox_given_up (
    consumer TEXT NOT NULL,
    event_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (consumer, event_id)
);
