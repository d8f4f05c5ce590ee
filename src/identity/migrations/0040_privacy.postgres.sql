-- identity/privacy.hpp. Exports that somebody asked for, and their bytes.
CREATE TABLE takeouts (
    org_id TEXT NOT NULL,
    id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    state TEXT NOT NULL, -- building, ready, failed
    asked_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    ready_at BIGINT,
    bytes BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (org_id, id)
);
CREATE INDEX takeouts_of_user ON takeouts (org_id, user_id, asked_by);
CREATE INDEX takeouts_by_end ON takeouts (expires_at);
CREATE TABLE takeout_pieces (
    org_id TEXT NOT NULL,
    takeout_id TEXT NOT NULL,
    piece BIGINT NOT NULL,
    content BYTEA NOT NULL,
    PRIMARY KEY (org_id, takeout_id, piece)
);
-- What is left of somebody who was erased. `users` are ids with spaces between.
CREATE TABLE tombstones (
    org_id TEXT NOT NULL,
    id TEXT NOT NULL,
    users TEXT NOT NULL,
    role TEXT NOT NULL,
    state TEXT NOT NULL, -- erasing, done
    asked_at BIGINT NOT NULL,
    done_at BIGINT,
    PRIMARY KEY (org_id, id)
);
CREATE INDEX tombstones_open ON tombstones (state) WHERE state <> 'done';
