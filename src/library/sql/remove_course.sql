DELETE FROM courses WHERE org_id = $1 AND id = $2
