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
    PRIMARY KEY (org_id, number, at)
) PARTITION BY RANGE (at);
CREATE INDEX audit_logs_by_actor ON audit_logs (org_id, actor, number);
CREATE INDEX audit_logs_by_subject ON audit_logs (org_id, subject, number);

CREATE FUNCTION refuse_audit_change() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit_logs is only added to';
END $$;
CREATE TRIGGER audit_logs_stay BEFORE UPDATE OR DELETE ON audit_logs FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();

-- Makes the partition of a month (UTC) when its first entry comes; of several who need it at once, one does and the others are told by a notice.
CREATE FUNCTION make_audit_month(at BIGINT) RETURNS BIGINT LANGUAGE plpgsql SET client_min_messages = warning AS $$
DECLARE
    month TIMESTAMP := date_trunc('month', to_timestamp(at / 1000000) AT TIME ZONE 'UTC');
    part TEXT := 'audit_logs_' || to_char(month, 'YYYY_MM');
BEGIN
    IF to_regclass(part) IS NULL THEN
        PERFORM pg_advisory_xact_lock(hashtext(part));
        EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF audit_logs FOR VALUES FROM (%s) TO (%s)', part,
                       (extract(epoch FROM month) * 1000000)::BIGINT, (extract(epoch FROM month + interval '1 month') * 1000000)::BIGINT);
    END IF;
    RETURN at;
END $$;
