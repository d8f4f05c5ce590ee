INSERT INTO outbox (id, org_id, topic, payload, at) VALUES ($1, $2, $3, $4, $5)
