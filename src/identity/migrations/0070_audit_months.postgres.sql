-- As before, but nobody waits: CREATE TABLE … PARTITION OF locks out whoever uses the log, so it would wait for a pg_dump that reads it, and each act that is
-- to be recorded behind it. ATTACH PARTITION goes beside readers and writers.
CREATE OR REPLACE FUNCTION make_audit_month(at BIGINT) RETURNS BIGINT LANGUAGE plpgsql SET client_min_messages = warning AS $$
DECLARE
    month TIMESTAMP := date_trunc('month', to_timestamp(at / 1000000) AT TIME ZONE 'UTC');
    part TEXT := 'audit_logs_' || to_char(month, 'YYYY_MM');
BEGIN
    IF to_regclass(part) IS NULL THEN
        PERFORM pg_advisory_xact_lock(hashtext(part));
        BEGIN
            EXECUTE format('CREATE TABLE %I (LIKE audit_logs INCLUDING ALL)', part);
            EXECUTE format('ALTER TABLE audit_logs ATTACH PARTITION %I FOR VALUES FROM (%s) TO (%s)', part,
                           (extract(epoch FROM month) * 1000000)::BIGINT, (extract(epoch FROM month + interval '1 month') * 1000000)::BIGINT);
        EXCEPTION WHEN duplicate_table THEN
            NULL;  -- another made it, and ended, before the lock was had
        END;
    END IF;
    RETURN at;
END $$;

-- The partitions of the month of `at` and of as many after it, so that no entry has to make one. Who is in the way stays there: it fails then.
CREATE FUNCTION make_audit_months(at BIGINT, ahead BIGINT) RETURNS BIGINT LANGUAGE plpgsql SET lock_timeout = '2s' AS $$
DECLARE
    month TIMESTAMP := date_trunc('month', to_timestamp(at / 1000000) AT TIME ZONE 'UTC');
BEGIN
    FOR i IN 0..ahead LOOP
        PERFORM make_audit_month((extract(epoch FROM month + i * interval '1 month') * 1000000)::BIGINT);
    END LOOP;
    RETURN ahead;
END $$;
