-- One writer at a time: positions are handed out in the order of commits, so a reader never passes an unseen one.
CREATE TABLE outbox (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    tx INTEGER NOT NULL DEFAULT 0,
    id TEXT NOT NULL,
    org_id TEXT NOT NULL,
    topic TEXT NOT NULL,
    payload TEXT NOT NULL,
    at INTEGER NOT NULL
);
CREATE TABLE outbox_consumers (
    name TEXT PRIMARY KEY,
    tx INTEGER NOT NULL,
    position INTEGER NOT NULL,
    owner TEXT NOT NULL,
    lease_until INTEGER NOT NULL
);
CREATE TABLE outbox_given_up (
    consumer TEXT NOT NULL,
    event_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (consumer, event_id)
);
