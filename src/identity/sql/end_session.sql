DELETE FROM sessions WHERE org_id = $1 AND token_hash = $2
