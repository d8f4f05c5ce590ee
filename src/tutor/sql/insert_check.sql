INSERT INTO checks (org, turn_id, check_id, body) VALUES ($1, $2, $3, $4) ON CONFLICT (org, turn_id, check_id) DO NOTHING
