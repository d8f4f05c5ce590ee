DELETE FROM refresh_tokens WHERE org_id = $1 AND session_id IN (SELECT id FROM sessions WHERE org_id = $1 AND user_id = $2)
