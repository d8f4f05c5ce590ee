UPDATE accounts SET email_verified_at = $3 WHERE org_id = $1 AND user_id = $2
