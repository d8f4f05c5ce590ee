INSERT INTO statement_tail (stored, org_id, keys)
SELECT * FROM unnest(CAST($1 AS BIGINT[]), CAST($2 AS TEXT[]), CAST($3 AS BYTEA[]))
