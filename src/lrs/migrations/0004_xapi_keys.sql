CREATE TABLE xapi_keys (
    org_id TEXT NOT NULL,
    id TEXT NOT NULL,
    secret_hash TEXT NOT NULL,
    label TEXT NOT NULL,
    scopes TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    revoked_at BIGINT,
    PRIMARY KEY (org_id, id)
);
-- A request names only the key, and the key names the organisation.
CREATE UNIQUE INDEX xapi_keys_by_id ON xapi_keys (id);
