SELECT f.stored, f.statement_id FROM statements_flat f WHERE f.org_id = $1 ORDER BY f.stored DESC LIMIT 1
