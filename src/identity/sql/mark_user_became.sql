UPDATE users SET became = $3 WHERE org_id = $1 AND id = $2 AND anonymous = 1
