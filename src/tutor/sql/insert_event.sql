INSERT INTO lesson_events (org, turn_id, seq, kind, payload, at) VALUES ($1, $2, $3, $4, $5, $6)
