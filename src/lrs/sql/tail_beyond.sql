-- One row when more than $1 statements wait for their keys to be entered.
SELECT 1 FROM (SELECT SUM(statements) AS waiting FROM statement_tail) AS tail WHERE waiting > CAST($1 AS BIGINT)
