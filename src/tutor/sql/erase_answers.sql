DELETE FROM answers WHERE org = $1 AND (user_id = $2 OR turn_id IN (SELECT id FROM turns WHERE org = $1 AND user_id = $2))
