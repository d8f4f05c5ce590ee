CREATE TABLE orgs (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE TABLE users (
    org_id TEXT NOT NULL REFERENCES orgs (id),
    id TEXT NOT NULL,
    role TEXT NOT NULL,
    anonymous INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (org_id, id)
);
CREATE TABLE sessions (
    org_id TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    role TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    renewed_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (org_id, token_hash),
    FOREIGN KEY (org_id, user_id) REFERENCES users (org_id, id)
);
CREATE INDEX sessions_of_user ON sessions (org_id, user_id);
CREATE INDEX sessions_by_end ON sessions (org_id, expires_at);
CREATE TABLE client_events (
    org_id TEXT NOT NULL,
    id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    name TEXT NOT NULL,
    at BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (org_id, id)
);
CREATE INDEX client_events_of_user ON client_events (org_id, user_id, received_at);
