-- Of the statements whose `stored` is in the JSON array $2. $3 is the authority that must have written them, if any; $4 is 1 when voided ones count.
SELECT stored, edition, body FROM statements
WHERE org_id = $1 AND stored IN (SELECT value FROM json_each($2)) AND voided <= CAST($4 AS BIGINT)
  AND (CAST($3 AS BIGINT) IS NULL OR authority = CAST($3 AS BIGINT))
