UPDATE users SET role = $3 WHERE org_id = $1 AND id = $2
