-- Leans on sessions_of_user.
DELETE FROM sessions WHERE org_id = $1 AND user_id = $2 AND id = $3
