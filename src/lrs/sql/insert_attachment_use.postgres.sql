INSERT INTO attachment_uses (org_id, sha2, stored)
SELECT * FROM unnest(CAST($1 AS TEXT[]), CAST($2 AS TEXT[]), CAST($3 AS BIGINT[])) ON CONFLICT DO NOTHING
