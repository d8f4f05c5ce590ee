-- The keys of statements that are stored and not yet entered in statement_keys (store/key_tail.hpp).
CREATE TABLE statement_tail (stored BIGINT PRIMARY KEY, org_id TEXT NOT NULL, keys BYTEA NOT NULL);
-- What a learner did with an activity is found by the keys of statements.
DROP INDEX statements_flat_by_learner;
