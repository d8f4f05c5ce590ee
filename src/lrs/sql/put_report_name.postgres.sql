INSERT INTO report_names (org_id, kind, key, id, name)
SELECT * FROM unnest(CAST($1 AS TEXT[]), CAST($2 AS INTEGER[]), CAST($3 AS BIGINT[]), CAST($4 AS TEXT[]), CAST($5 AS TEXT[]))
ON CONFLICT (org_id, kind, key) DO UPDATE SET name = excluded.name WHERE excluded.name <> '' AND excluded.name <> report_names.name
