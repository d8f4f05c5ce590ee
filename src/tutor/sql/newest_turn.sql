SELECT id FROM turns WHERE org = $1 AND user_id = $2 AND kind = $3 ORDER BY id DESC LIMIT 1
