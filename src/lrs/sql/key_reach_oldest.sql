-- How far forward the 500 oldest entries of each key reach, between $1 and $2; NULL for a key that has fewer there.
WITH keys(place, key) AS (VALUES (0, CAST($3 AS BIGINT)), (0, CAST($4 AS BIGINT)), (1, CAST($5 AS BIGINT)), (1, CAST($6 AS BIGINT)),
    (2, CAST($7 AS BIGINT)), (2, CAST($8 AS BIGINT)), (3, CAST($9 AS BIGINT)), (3, CAST($10 AS BIGINT)))
SELECT keys.place, (SELECT k.stored FROM statement_keys k
    WHERE k.key = keys.key AND k.stored > CAST($1 AS BIGINT) AND k.stored < CAST($2 AS BIGINT) ORDER BY k.stored ASC LIMIT 1 OFFSET 499)
FROM keys WHERE keys.key IS NOT NULL
