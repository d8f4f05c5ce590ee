-- Imports and how far they are. One from another record store is continued at `cursor` by whoever holds the lease.
CREATE TABLE xapi_imports (
    org_id TEXT NOT NULL,
    id TEXT NOT NULL,
    source TEXT NOT NULL,
    username TEXT NOT NULL,
    secret TEXT NOT NULL,
    version TEXT NOT NULL,
    state TEXT NOT NULL,
    phase TEXT NOT NULL DEFAULT 'statements',
    cursor TEXT NOT NULL DEFAULT '',
    read_lines BIGINT NOT NULL DEFAULT 0,
    stored BIGINT NOT NULL DEFAULT 0,
    known BIGINT NOT NULL DEFAULT 0,
    refused BIGINT NOT NULL DEFAULT 0,
    attachments BIGINT NOT NULL DEFAULT 0,
    documents BIGINT NOT NULL DEFAULT 0,
    failures BIGINT NOT NULL DEFAULT 0,
    error TEXT NOT NULL DEFAULT '',
    made_at BIGINT NOT NULL,
    retry_at BIGINT NOT NULL DEFAULT 0,
    done_at BIGINT,
    holder TEXT NOT NULL DEFAULT '',
    lease_until BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (org_id, id)
);
-- The lines that were not taken, the first thousand.
CREATE TABLE xapi_import_problems (
    org_id TEXT NOT NULL,
    import_id TEXT NOT NULL,
    line BIGINT NOT NULL,
    pointer TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (org_id, import_id, line)
);
