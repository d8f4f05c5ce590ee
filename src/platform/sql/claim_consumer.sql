-- $2 the claiming process, $3 now, $4 the end of its lease.
UPDATE outbox_consumers SET owner = $2, lease_until = $4 WHERE name = $1 AND (owner = $2 OR lease_until < $3)
RETURNING tx, position
