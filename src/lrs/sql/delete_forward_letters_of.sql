DELETE FROM xapi_dead_letters WHERE org_id = $1 AND statement_id = $2
