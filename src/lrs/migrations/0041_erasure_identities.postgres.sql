-- All by which the agent is known, a JSON list; empty when the erasure is done.
ALTER TABLE xapi_erasures RENAME COLUMN identity TO identities;
UPDATE xapi_erasures SET identities = CASE WHEN identities = '' THEN '[]' ELSE CAST(json_build_array(identities) AS TEXT) END;
