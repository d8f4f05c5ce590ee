SELECT statement_id, status, reason, at, again FROM xapi_dead_letters WHERE org_id = $1 AND forward_id = $2 ORDER BY at, statement_id LIMIT 1000
