SELECT statement_id FROM xapi_dead_letters WHERE org_id = $1 AND forward_id = $2 AND again = 1 ORDER BY at, statement_id LIMIT 100
