INSERT INTO outbox_consumers (name, tx, position, owner, lease_until) VALUES ($1, 0, 0, '', 0) ON CONFLICT (name) DO NOTHING
