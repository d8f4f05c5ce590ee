-- The next $4 statements that have the key $1, between $2 and $3, and may have the further keys, which come in pairs of equal worth ($6 or $7, $8 or $9,
-- $10 or $11). Below 0 is the signature of the statement's own keys, which lacks no bit of $5 if it has them. For others, 0 or more, they are known to
-- come from the same source.
SELECT k.stored, MAX(k.source) FROM statement_keys k
WHERE k.key = CAST($1 AS BIGINT) AND k.stored > CAST($2 AS BIGINT) AND k.stored < CAST($3 AS BIGINT)
  AND CASE WHEN k.source < 0 THEN (-k.source & CAST($5 AS BIGINT)) = CAST($5 AS BIGINT)
    ELSE (CAST($6 AS BIGINT) IS NULL OR EXISTS (SELECT 1 FROM statement_keys o WHERE o.key IN (CAST($6 AS BIGINT), CAST($7 AS BIGINT))
          AND o.stored = k.stored AND (o.source = k.source OR (k.source = 0 AND o.source < 0))))
     AND (CAST($8 AS BIGINT) IS NULL OR EXISTS (SELECT 1 FROM statement_keys o WHERE o.key IN (CAST($8 AS BIGINT), CAST($9 AS BIGINT))
          AND o.stored = k.stored AND (o.source = k.source OR (k.source = 0 AND o.source < 0))))
     AND (CAST($10 AS BIGINT) IS NULL OR EXISTS (SELECT 1 FROM statement_keys o WHERE o.key IN (CAST($10 AS BIGINT), CAST($11 AS BIGINT))
          AND o.stored = k.stored AND (o.source = k.source OR (k.source = 0 AND o.source < 0)))) END
GROUP BY k.stored ORDER BY k.stored ASC LIMIT CAST($4 AS BIGINT)
