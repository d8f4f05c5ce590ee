-- `context` is the hash of resource, activity and agent; `registration` is '' when there is none.
CREATE TABLE documents (
    org_id TEXT NOT NULL,
    context TEXT NOT NULL,
    registration TEXT NOT NULL,
    name_hash TEXT NOT NULL,
    name TEXT NOT NULL,
    content_type TEXT NOT NULL,
    content BYTEA NOT NULL,
    etag TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (org_id, context, registration, name_hash)
);
