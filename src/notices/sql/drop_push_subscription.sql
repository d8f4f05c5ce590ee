DELETE FROM push_subscriptions WHERE org_id = $1 AND user_id = $2 AND id = $3
