INSERT INTO report_cursors (org_id, stored, until, next_object, next_actor, changes) VALUES ($1, 0, 0, $2, $3, 0) ON CONFLICT DO NOTHING
