-- $2 and $3 bound `stored` (both exclusive), $5 is the authority that must have written it, if any; $6 is 1 when voided ones count.
SELECT stored, edition, body FROM statements
WHERE org_id = $1 AND stored > CAST($2 AS BIGINT) AND stored < CAST($3 AS BIGINT) AND voided <= CAST($6 AS BIGINT)
  AND (CAST($5 AS BIGINT) IS NULL OR authority = CAST($5 AS BIGINT))
ORDER BY stored ASC LIMIT CAST($4 AS BIGINT)
