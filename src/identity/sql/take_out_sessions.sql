-- Leans on sessions_of_user.
SELECT id, agent, role, created_at, renewed_at, expires_at FROM sessions WHERE org_id = $1 AND user_id = $2 AND id > $3 ORDER BY id LIMIT $4
