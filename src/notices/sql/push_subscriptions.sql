-- Leans on push_subscriptions_of_user.
SELECT id, endpoint, p256dh, auth, made_at FROM push_subscriptions WHERE org_id = $1 AND user_id = $2 ORDER BY made_at DESC, id DESC
