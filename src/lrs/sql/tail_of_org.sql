-- Up to where statements are stored, and those of them between $2 and $3 whose keys are not entered yet; one row at least.
SELECT c.last_stored, t.stored, t.keys FROM statement_clock c
LEFT JOIN statement_tail t ON t.org_id = $1 AND t.stored > CAST($2 AS BIGINT) AND t.stored < CAST($3 AS BIGINT)
WHERE c.one = 1
