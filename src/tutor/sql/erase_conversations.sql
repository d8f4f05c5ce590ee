DELETE FROM conversations WHERE org = $1 AND user_id = $2
