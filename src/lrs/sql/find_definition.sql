SELECT definition FROM activities WHERE org_id = $1 AND id_hash = $2
