-- 0: no limit.
ALTER TABLE xapi_keys ADD COLUMN requests_per_minute BIGINT NOT NULL DEFAULT 0;
ALTER TABLE xapi_keys ADD COLUMN statements_per_day BIGINT NOT NULL DEFAULT 0;

-- What a key with a quota has stored on a day (UTC), counted when it is asked for.
CREATE TABLE xapi_key_usage (
    org_id TEXT NOT NULL,
    key_id TEXT NOT NULL,
    day BIGINT NOT NULL,
    statements BIGINT NOT NULL,
    PRIMARY KEY (org_id, key_id, day)
);
