INSERT INTO etl_cursors (org_id, stored, checked) VALUES ($1, 0, 0) ON CONFLICT DO NOTHING
