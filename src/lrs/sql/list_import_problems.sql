SELECT line, pointer, reason FROM xapi_import_problems WHERE org_id = $1 AND import_id = $2 ORDER BY line LIMIT 1000
