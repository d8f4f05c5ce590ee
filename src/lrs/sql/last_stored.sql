SELECT s.stored, s.id FROM statements s WHERE s.org_id = $1 ORDER BY s.stored DESC LIMIT 1
