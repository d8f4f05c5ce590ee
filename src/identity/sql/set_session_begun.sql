UPDATE sessions SET created_at = $3 WHERE org_id = $1 AND token_hash = $2
