-- Leans on notifications_of_user.
SELECT id, kind, channel, state, made_at, ended_at FROM notifications WHERE org_id = $1 AND user_id = $2 AND id > $3 ORDER BY id LIMIT $4
