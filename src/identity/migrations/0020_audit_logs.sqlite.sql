-- identity/audit.hpp. The last entry of each organisation:
CREATE TABLE audit_heads (
    org_id TEXT PRIMARY KEY,
    number BIGINT NOT NULL,
    hash TEXT NOT NULL
);
CREATE TABLE audit_logs (
    org_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    role TEXT NOT NULL,
    credential TEXT NOT NULL,
    address TEXT NOT NULL,
    action TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (org_id, number)
) WITHOUT ROWID;
CREATE INDEX audit_logs_by_actor ON audit_logs (org_id, actor, number);
CREATE INDEX audit_logs_by_subject ON audit_logs (org_id, subject, number);
CREATE TRIGGER audit_logs_stay BEFORE UPDATE ON audit_logs BEGIN
    SELECT RAISE(ABORT, 'audit_logs is only added to');
END;
CREATE TRIGGER audit_logs_remain BEFORE DELETE ON audit_logs BEGIN
    SELECT RAISE(ABORT, 'audit_logs is only added to');
END;
