-- Where statements are sent on to. `cursor` is the `stored` of the last statement that was dealt with; of several processes the one that
-- holds the lease sends. `retry_at` is when to try again after `failures` in a row.
CREATE TABLE xapi_forwards (
    org_id TEXT NOT NULL,
    id TEXT NOT NULL,
    label TEXT NOT NULL,
    kind TEXT NOT NULL,
    url TEXT NOT NULL,
    username TEXT NOT NULL,
    secret TEXT NOT NULL,
    version TEXT NOT NULL,
    filter TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'running',
    cursor BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    delivered BIGINT NOT NULL DEFAULT 0,
    delivered_at BIGINT,
    failures BIGINT NOT NULL DEFAULT 0,
    last_error TEXT NOT NULL DEFAULT '',
    retry_at BIGINT NOT NULL DEFAULT 0,
    holder TEXT NOT NULL DEFAULT '',
    lease_until BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (org_id, id)
);
-- What a target has refused for good, and whether to offer it once more.
CREATE TABLE xapi_dead_letters (
    org_id TEXT NOT NULL,
    forward_id TEXT NOT NULL,
    statement_id TEXT NOT NULL,
    status INTEGER NOT NULL,
    reason TEXT NOT NULL,
    at BIGINT NOT NULL,
    again INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (org_id, forward_id, statement_id)
);
-- News of erased statements for targets that may have them; `statements` is a JSON array of ids.
CREATE TABLE xapi_notices (
    org_id TEXT NOT NULL,
    forward_id TEXT NOT NULL,
    id TEXT NOT NULL,
    event TEXT NOT NULL,
    statements TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (org_id, forward_id, id)
);
