SELECT display FROM verbs WHERE org_id = $1 AND id_hash = $2
