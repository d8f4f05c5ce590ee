-- Leans on push_subscriptions_of_user.
DELETE FROM push_subscriptions WHERE org_id = $1 AND user_id = $2 AND session_id = $3
