-- A row of the tail holds what one commit stored of an organisation (store/key_tail.hpp); one of a single statement holds its keys, as before.
ALTER TABLE statement_tail RENAME TO statement_tail_singly;
CREATE TABLE statement_tail (
    stored BIGINT PRIMARY KEY,
    org_id TEXT NOT NULL,
    first_stored BIGINT NOT NULL,
    statements INTEGER NOT NULL,
    keys BYTEA NOT NULL
);
INSERT INTO statement_tail (stored, org_id, first_stored, statements, keys) SELECT stored, org_id, stored, 1, keys FROM statement_tail_singly;
DROP TABLE statement_tail_singly;
-- Keys are numbers without order: compressing them only costs.
ALTER TABLE statement_tail ALTER COLUMN keys SET STORAGE EXTERNAL;
