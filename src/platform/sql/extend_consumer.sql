UPDATE outbox_consumers SET lease_until = $3 WHERE name = $1 AND owner = $2
