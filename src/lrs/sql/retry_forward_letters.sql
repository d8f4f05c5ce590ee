UPDATE xapi_dead_letters SET again = 1 WHERE org_id = $1 AND forward_id = $2 AND (CAST($3 AS TEXT) IS NULL OR statement_id = CAST($3 AS TEXT))
