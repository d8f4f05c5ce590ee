DELETE FROM outbox WHERE org_id = $1 AND payload LIKE '%' || $2 || '%'
