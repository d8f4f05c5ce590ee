INSERT INTO report_names (org_id, kind, key, id, name) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (org_id, kind, key) DO UPDATE SET name = excluded.name WHERE excluded.name <> '' AND excluded.name <> report_names.name
