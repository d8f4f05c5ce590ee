UPDATE courses SET user_id = NULL WHERE org_id = $1 AND user_id = $2
