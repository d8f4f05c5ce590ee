INSERT INTO notifications (org_id, id, user_id, kind, channel, once, state, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT DO NOTHING
