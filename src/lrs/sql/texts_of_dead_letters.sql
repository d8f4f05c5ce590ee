SELECT id, statement, reason FROM dead_letters WHERE org_id = $1 AND id > $2 ORDER BY id LIMIT 100
