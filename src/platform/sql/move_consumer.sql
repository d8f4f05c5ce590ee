UPDATE outbox_consumers SET tx = $3, position = $4, lease_until = $5 WHERE name = $1 AND owner = $2
