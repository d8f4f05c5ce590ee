SELECT id, endpoint, made_at FROM push_subscriptions WHERE org_id = $1 AND user_id = $2 AND id > $3 ORDER BY id LIMIT $4
