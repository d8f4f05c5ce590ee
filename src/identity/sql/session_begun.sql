-- When its person showed who they are.
SELECT created_at FROM sessions WHERE org_id = $1 AND token_hash = $2
