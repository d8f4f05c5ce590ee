-- What stands under a person's notices on the page.
CREATE TABLE notices (
    org_id TEXT NOT NULL,
    id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    path TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    read_at BIGINT,
    PRIMARY KEY (org_id, id)
);
CREATE INDEX notices_of_user ON notices (org_id, user_id, id);
CREATE INDEX notices_unread ON notices (org_id, user_id) WHERE read_at IS NULL;
CREATE INDEX notices_by_age ON notices (made_at);
-- What waits for a person's next mail that gathers: `due_at` names that mail.
CREATE TABLE held_notices (
    org_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    path TEXT NOT NULL,
    PRIMARY KEY (org_id, user_id, due_at, id)
);
-- Minutes of the day as clocks in `zone` show them; no row: the defaults.
CREATE TABLE notice_settings (
    org_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    zone TEXT NOT NULL,
    quiet_from BIGINT,
    quiet_until BIGINT,
    digest BIGINT NOT NULL,
    digest_at BIGINT NOT NULL,
    PRIMARY KEY (org_id, user_id)
);
CREATE TABLE notice_preferences (
    org_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    channel TEXT NOT NULL,
    wanted BIGINT NOT NULL,
    PRIMARY KEY (org_id, user_id, kind, channel)
);
