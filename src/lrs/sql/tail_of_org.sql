-- Up to where statements are stored, and what of the tail may be between $2 and $3; one row at least.
SELECT c.last_stored, t.stored, t.statements, t.keys FROM statement_clock c
LEFT JOIN statement_tail t ON t.org_id = $1 AND t.stored > CAST($2 AS BIGINT) AND t.first_stored < CAST($3 AS BIGINT)
WHERE c.one = 1
