-- Walks the index of the key $6 and asks of each statement the further keys, which come in pairs of equal worth ($7 or $8,
-- $9 or $10, $11 or $12) and must come from the same source: the statement itself, or the one it refers to. $13 is 1 when voided ones count.
SELECT s.stored, s.edition, s.body FROM statement_keys k JOIN statements s ON s.org_id = $1 AND s.stored = k.stored
WHERE k.key = CAST($6 AS BIGINT) AND k.stored > CAST($2 AS BIGINT) AND k.stored < CAST($3 AS BIGINT) AND s.voided <= CAST($13 AS BIGINT)
  AND (CAST($5 AS BIGINT) IS NULL OR s.authority = CAST($5 AS BIGINT))
  AND (CAST($7 AS BIGINT) IS NULL OR EXISTS (SELECT 1 FROM statement_keys o
       WHERE o.key IN (CAST($7 AS BIGINT), CAST($8 AS BIGINT)) AND o.stored = k.stored AND o.source = k.source))
  AND (CAST($9 AS BIGINT) IS NULL OR EXISTS (SELECT 1 FROM statement_keys o
       WHERE o.key IN (CAST($9 AS BIGINT), CAST($10 AS BIGINT)) AND o.stored = k.stored AND o.source = k.source))
  AND (CAST($11 AS BIGINT) IS NULL OR EXISTS (SELECT 1 FROM statement_keys o
       WHERE o.key IN (CAST($11 AS BIGINT), CAST($12 AS BIGINT)) AND o.stored = k.stored AND o.source = k.source))
ORDER BY k.stored DESC LIMIT CAST($4 AS BIGINT)
