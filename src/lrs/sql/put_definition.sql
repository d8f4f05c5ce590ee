INSERT INTO activities (org_id, id_hash, id, definition) VALUES ($1, $2, $3, $4)
ON CONFLICT (org_id, id_hash) DO UPDATE SET definition = excluded.definition
