-- Newest first: ids are made in the order of time. Leans on the primary key. $2 is an id or ''.
SELECT id, user_id, kind, channel, state, reason, made_at, ended_at FROM notifications
WHERE org_id = $1 AND ($2 = '' OR id < $2)
ORDER BY id DESC LIMIT $3
