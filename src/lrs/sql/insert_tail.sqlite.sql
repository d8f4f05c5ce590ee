INSERT INTO statement_tail (stored, org_id, keys) VALUES ($1, $2, $3)
