-- Of the statements whose `stored` is in the array $2. $3 is the authority that must have written them, if any; $4 is 1 when voided ones count.
SELECT stored, edition, body FROM statements_at($1, CAST($2 AS BIGINT[]))
WHERE voided <= CAST($4 AS BIGINT) AND (CAST($3 AS BIGINT) IS NULL OR authority = CAST($3 AS BIGINT))
