-- The last of $2 numbers in a row, all at or after the time $1 and after every number given before; and the last of those.
UPDATE statement_clock
SET previous = last_stored, last_stored = CASE WHEN last_stored < CAST($1 AS BIGINT) THEN CAST($1 AS BIGINT) ELSE last_stored END + CAST($2 AS BIGINT)
WHERE one = 1
RETURNING last_stored, previous
