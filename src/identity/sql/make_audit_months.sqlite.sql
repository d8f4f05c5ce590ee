-- One table has all months.
SELECT $1, $2
