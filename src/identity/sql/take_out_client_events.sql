-- Leans on client_events_of_user.
SELECT id, name, at, received_at, data FROM client_events WHERE org_id = $1 AND user_id = $2 AND id > $3 ORDER BY id LIMIT $4
