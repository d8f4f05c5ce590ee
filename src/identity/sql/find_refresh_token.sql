SELECT session_id, used_at, expires_at FROM refresh_tokens WHERE org_id = $1 AND token_hash = $2
