SELECT s.stored, s.voided, s.body FROM statements s
WHERE s.org_id = $1 AND s.stored > CAST($2 AS BIGINT) AND s.stored <= CAST($3 AS BIGINT)
  AND NOT EXISTS (SELECT 1 FROM statements_flat f WHERE f.org_id = $1 AND f.stored = s.stored)
ORDER BY s.stored LIMIT CAST($4 AS BIGINT)
