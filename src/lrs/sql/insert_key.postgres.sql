INSERT INTO statement_keys (key, stored, source)
SELECT * FROM unnest(CAST($1 AS BIGINT[]), CAST($2 AS BIGINT[]), CAST($3 AS BIGINT[])) ON CONFLICT DO NOTHING
