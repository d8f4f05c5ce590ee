SELECT stored, statements, keys FROM statement_tail ORDER BY stored LIMIT CAST($1 AS BIGINT)
