INSERT INTO verbs (org_id, id_hash, id, display) VALUES ($1, $2, $3, $4)
ON CONFLICT (org_id, id_hash) DO UPDATE SET display = excluded.display
