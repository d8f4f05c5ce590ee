UPDATE accounts SET email = $3, email_key = $4, email_verified_at = NULL WHERE org_id = $1 AND user_id = $2
