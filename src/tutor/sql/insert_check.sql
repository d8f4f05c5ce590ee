INSERT INTO checks (org, turn_id, check_id, body, shown_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (org, turn_id, check_id) DO NOTHING
