DELETE FROM turns WHERE org = $1 AND user_id = $2
