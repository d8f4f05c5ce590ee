SELECT id, display FROM verbs WHERE org_id = $1 AND id_hash IN (SELECT value FROM json_each($2))
