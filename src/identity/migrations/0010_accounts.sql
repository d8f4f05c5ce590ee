-- Somebody who may not come in any more.
ALTER TABLE users ADD COLUMN disabled_at BIGINT;
-- The account that an anonymous learner's work went to; statements of the record store still name the learner.
ALTER TABLE users ADD COLUMN became TEXT;
-- What the client says it is, so that a person can tell their sessions apart.
ALTER TABLE sessions ADD COLUMN agent TEXT NOT NULL DEFAULT '';

-- `name_key` is what sign-in compares, `name_look` what two names may not share; both are made in accounts/names.cpp.
CREATE TABLE accounts (
    org_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    name_look TEXT NOT NULL,
    email TEXT,
    email_key TEXT,
    password TEXT NOT NULL,
    password_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (org_id, user_id),
    FOREIGN KEY (org_id, user_id) REFERENCES users (org_id, id)
);
CREATE UNIQUE INDEX accounts_by_name ON accounts (org_id, name_key);
CREATE UNIQUE INDEX accounts_by_look ON accounts (org_id, name_look);
CREATE UNIQUE INDEX accounts_by_email ON accounts (org_id, email_key);
CREATE INDEX users_by_role ON users (org_id, role);
