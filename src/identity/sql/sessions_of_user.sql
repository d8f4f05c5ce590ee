-- Leans on sessions_of_user.
SELECT id, token_hash, agent, created_at, renewed_at, expires_at
FROM sessions WHERE org_id = $1 AND user_id = $2 AND expires_at > $3 ORDER BY renewed_at DESC, id DESC LIMIT 200
