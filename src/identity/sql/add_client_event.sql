INSERT INTO client_events (org_id, id, user_id, session_id, name, at, received_at, data)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
