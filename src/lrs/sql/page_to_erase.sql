-- Statements that carry one of four keys themselves, after $5.
SELECT DISTINCT stored FROM statement_keys
WHERE key IN (CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($3 AS BIGINT), CAST($4 AS BIGINT)) AND source = 0 AND stored > CAST($5 AS BIGINT)
ORDER BY stored LIMIT 100
