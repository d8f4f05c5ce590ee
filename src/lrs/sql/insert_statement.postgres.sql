INSERT INTO statements (org_id, stored, id, authority, edition, voiding, body)
SELECT * FROM unnest(CAST($1 AS TEXT[]), CAST($2 AS BIGINT[]), CAST($3 AS TEXT[]), CAST($4 AS BIGINT[]), CAST($5 AS INTEGER[]),
    CAST($6 AS INTEGER[]), CAST($7 AS TEXT[]))
