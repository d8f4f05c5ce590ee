-- One row when more than $1 statements wait for their keys to be entered.
SELECT 1 FROM statement_tail ORDER BY stored LIMIT 1 OFFSET CAST($1 AS BIGINT)
