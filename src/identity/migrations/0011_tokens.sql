-- Public halves of the keys that access tokens are signed with; the private ones never leave the process that made them.
CREATE TABLE signing_keys (
    org_id TEXT NOT NULL,
    id TEXT NOT NULL,
    x TEXT NOT NULL,
    y TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    accepted_until BIGINT NOT NULL,
    PRIMARY KEY (org_id, id)
);
-- A session of an API client is the family of its refresh tokens. Used ones stay until they expire, so that a second use is noticed.
CREATE TABLE refresh_tokens (
    org_id TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    session_id TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    used_at BIGINT,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (org_id, token_hash)
);
CREATE INDEX refresh_tokens_by_end ON refresh_tokens (expires_at);
