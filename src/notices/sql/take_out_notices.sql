SELECT id, kind, title, body, path, made_at, read_at FROM notices WHERE org_id = $1 AND user_id = $2 AND id > $3 ORDER BY id LIMIT $4
