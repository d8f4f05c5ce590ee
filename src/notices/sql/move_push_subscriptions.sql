-- To session $4. Leans on push_subscriptions_of_user.
UPDATE push_subscriptions SET session_id = $4 WHERE org_id = $1 AND user_id = $2 AND session_id = $3
