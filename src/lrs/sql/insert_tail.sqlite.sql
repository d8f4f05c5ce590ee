INSERT INTO statement_tail (stored, org_id, first_stored, statements, keys) VALUES ($1, $2, $3, $4, $5)
