SELECT kind, channel, state, made_at FROM notifications WHERE org_id = $1 AND user_id = $2 ORDER BY id
