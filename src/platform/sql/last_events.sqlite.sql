SELECT tx, position, id, org_id, topic, payload, at FROM outbox ORDER BY position DESC LIMIT $1
