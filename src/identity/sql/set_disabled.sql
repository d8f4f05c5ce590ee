UPDATE users SET disabled_at = $3 WHERE org_id = $1 AND id = $2
