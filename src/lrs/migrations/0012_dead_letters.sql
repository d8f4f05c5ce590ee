-- Queued statements that the store refused, with what is needed to try again. `hash` keeps one that comes twice from being here twice.
CREATE TABLE dead_letters (
    org_id TEXT NOT NULL,
    id TEXT NOT NULL,
    hash TEXT NOT NULL,
    statement_id TEXT NOT NULL,
    sender TEXT NOT NULL,
    may_define INTEGER NOT NULL,
    version TEXT NOT NULL,
    statement TEXT NOT NULL,
    code TEXT NOT NULL,
    pointer TEXT NOT NULL,
    reason TEXT NOT NULL,
    failed_at BIGINT NOT NULL,
    PRIMARY KEY (org_id, id)
);
CREATE UNIQUE INDEX dead_letters_by_hash ON dead_letters (org_id, hash);
