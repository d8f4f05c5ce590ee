INSERT INTO xapi_import_problems (org_id, import_id, line, pointer, reason) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING
