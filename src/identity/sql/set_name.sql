UPDATE accounts SET name = $3, name_key = $4, name_look = $5 WHERE org_id = $1 AND user_id = $2
