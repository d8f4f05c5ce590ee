-- What came of verifying a backup, the last time.
CREATE TABLE backup_checks (
    org_id TEXT NOT NULL,
    name TEXT NOT NULL,
    at BIGINT NOT NULL,
    whole INTEGER NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (org_id, name)
);
