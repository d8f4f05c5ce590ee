UPDATE accounts SET password = $3, password_at = $4 WHERE org_id = $1 AND user_id = $2
