UPDATE refresh_tokens SET used_at = $3 WHERE org_id = $1 AND token_hash = $2 AND used_at IS NULL
