SELECT COUNT(*) FROM xapi_dead_letters WHERE org_id = $1 AND forward_id = $2
