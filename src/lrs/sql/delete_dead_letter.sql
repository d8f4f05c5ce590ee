DELETE FROM dead_letters WHERE org_id = $1 AND id = $2
