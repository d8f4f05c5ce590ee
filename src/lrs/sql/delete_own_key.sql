DELETE FROM statement_keys WHERE key = $1 AND stored = $2 AND source <= 0
