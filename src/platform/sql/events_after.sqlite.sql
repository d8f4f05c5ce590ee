-- Leans on the primary key.
SELECT tx, position, id, org_id, topic, payload, at FROM outbox WHERE position > $2 AND $1 = 0 ORDER BY position LIMIT $3
