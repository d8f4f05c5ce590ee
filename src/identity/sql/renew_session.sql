UPDATE sessions SET renewed_at = $3, expires_at = $4 WHERE org_id = $1 AND token_hash = $2 AND expires_at > $3
