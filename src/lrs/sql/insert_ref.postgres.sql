INSERT INTO statement_refs (org_id, target_id, stored, id, voiding)
SELECT * FROM unnest(CAST($1 AS TEXT[]), CAST($2 AS TEXT[]), CAST($3 AS BIGINT[]), CAST($4 AS TEXT[]), CAST($5 AS INTEGER[]))
