-- Statements that carry one of the keys ($1, a list) themselves, after $2.
SELECT DISTINCT stored FROM statement_keys
WHERE key IN (SELECT value FROM json_each($1)) AND source <= 0 AND stored > $2 ORDER BY stored LIMIT 100
