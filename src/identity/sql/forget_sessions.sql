DELETE FROM sessions WHERE org_id = $1 AND expires_at < $2
