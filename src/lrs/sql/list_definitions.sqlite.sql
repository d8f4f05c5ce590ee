SELECT id, definition FROM activities WHERE org_id = $1 AND id_hash IN (SELECT value FROM json_each($2))
