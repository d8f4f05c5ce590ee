DELETE FROM plans WHERE org = $1 AND user_id = $2
