-- How many statements are gone, and how many others stay without the person.
ALTER TABLE xapi_erasures RENAME COLUMN statements TO removed;
ALTER TABLE xapi_erasures ADD COLUMN rewritten BIGINT NOT NULL DEFAULT 0;
UPDATE xapi_erasures SET rewritten = removed, removed = 0 WHERE mode = 'pseudonymise';
