INSERT INTO statement_refs (org_id, target_id, stored, id, voiding) VALUES ($1, $2, $3, $4, $5)
