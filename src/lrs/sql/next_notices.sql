SELECT id, event, statements, at FROM xapi_notices WHERE org_id = $1 AND forward_id = $2 ORDER BY at, id LIMIT 10
