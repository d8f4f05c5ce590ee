-- `stored` is strictly increasing over all organisations, so it numbers the statements.
CREATE TABLE statement_clock (one INTEGER PRIMARY KEY CHECK (one = 1), last_stored BIGINT NOT NULL);
INSERT INTO statement_clock (one, last_stored) VALUES (1, 0);
CREATE TABLE statements (
    org_id TEXT NOT NULL,
    stored BIGINT NOT NULL,
    id TEXT NOT NULL,
    authority BIGINT NOT NULL,
    edition INTEGER NOT NULL,
    voiding INTEGER NOT NULL,
    voided INTEGER NOT NULL DEFAULT 0,
    body TEXT NOT NULL,
    PRIMARY KEY (org_id, stored)
);
CREATE UNIQUE INDEX statements_by_id ON statements (org_id, id);
-- What a statement is found by. `source` is 0 for its own keys, else the statement it refers to, whose keys it shares.
CREATE TABLE statement_keys (
    key BIGINT NOT NULL,
    stored BIGINT NOT NULL,
    source BIGINT NOT NULL,
    PRIMARY KEY (key, stored, source)
);
CREATE TABLE statement_refs (
    org_id TEXT NOT NULL,
    target_id TEXT NOT NULL,
    stored BIGINT NOT NULL,
    id TEXT NOT NULL,
    voiding INTEGER NOT NULL,
    PRIMARY KEY (org_id, target_id, stored)
);
CREATE TABLE attachments (
    org_id TEXT NOT NULL,
    sha2 TEXT NOT NULL,
    content_type TEXT NOT NULL,
    content BYTEA NOT NULL,
    PRIMARY KEY (org_id, sha2)
);
