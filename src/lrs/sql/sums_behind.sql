SELECT c.org_id, c.stored, r.stored, r.until, r.next_object, r.next_actor, r.changes FROM etl_cursors c LEFT JOIN report_cursors r ON r.org_id = c.org_id
WHERE c.stored > COALESCE(r.stored, 0)
