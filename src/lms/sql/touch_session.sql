UPDATE cmi5_sessions SET last_at = $3 WHERE org_id = $1 AND id = $2
