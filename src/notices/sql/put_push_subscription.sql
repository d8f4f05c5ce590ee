-- Who asks last for a browser has it. Leans on push_subscriptions_endpoint.
INSERT INTO push_subscriptions (org_id, id, user_id, endpoint, p256dh, auth, made_at, session_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (org_id, endpoint) DO UPDATE SET user_id = excluded.user_id, p256dh = excluded.p256dh, auth = excluded.auth, made_at = excluded.made_at,
    session_id = excluded.session_id
