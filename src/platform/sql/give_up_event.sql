INSERT INTO outbox_given_up (consumer, event_id, reason, at) VALUES ($1, $2, $3, $4) ON CONFLICT (consumer, event_id) DO NOTHING
