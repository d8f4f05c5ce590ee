INSERT INTO notice_preferences (org_id, user_id, kind, channel, wanted) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (org_id, user_id, kind, channel) DO UPDATE SET wanted = excluded.wanted
