DELETE FROM answers WHERE org = $1 AND turn_id IN (SELECT id FROM turns WHERE org = $1 AND user_id = $2)
