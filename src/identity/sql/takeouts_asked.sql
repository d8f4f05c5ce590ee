-- Leans on takeouts_of_user.
SELECT id, user_id, asked_by, state, asked_at, expires_at, ready_at, bytes FROM takeouts
WHERE org_id = $1 AND user_id = $2 AND asked_by = $3 AND expires_at > $4 ORDER BY asked_at DESC, id DESC
