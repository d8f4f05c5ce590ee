-- `identity` is there only while the erasure runs; afterwards the row is its receipt and names nobody.
CREATE TABLE xapi_erasures (
    org_id TEXT NOT NULL,
    id TEXT NOT NULL,
    mode TEXT NOT NULL,
    identity TEXT NOT NULL,
    pseudonym TEXT NOT NULL,
    state TEXT NOT NULL,
    statements BIGINT NOT NULL DEFAULT 0,
    documents BIGINT NOT NULL DEFAULT 0,
    attachments BIGINT NOT NULL DEFAULT 0,
    names BIGINT NOT NULL DEFAULT 0,
    told BIGINT NOT NULL DEFAULT 0,
    digest TEXT NOT NULL DEFAULT '',
    made_at BIGINT NOT NULL,
    done_at BIGINT,
    holder TEXT NOT NULL DEFAULT '',
    lease_until BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (org_id, id)
);
-- Whose a document is: the agent's key, 0 for profiles of activities.
ALTER TABLE documents ADD COLUMN agent BIGINT NOT NULL DEFAULT 0;
CREATE INDEX documents_by_agent ON documents (org_id, agent) WHERE agent <> 0;
-- Which statements declare an attachment, so that one knows when the last is gone.
CREATE TABLE attachment_uses (
    org_id TEXT NOT NULL,
    sha2 TEXT NOT NULL,
    stored BIGINT NOT NULL,
    PRIMARY KEY (org_id, sha2, stored)
);
-- Counts erasures, so that the ETL does not write what it had read before one.
ALTER TABLE etl_cursors ADD COLUMN erasures BIGINT NOT NULL DEFAULT 0;
