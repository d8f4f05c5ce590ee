-- Old events that every consumer has passed.
DELETE FROM outbox WHERE at < $1 AND NOT EXISTS (
    SELECT 1 FROM outbox_consumers c WHERE c.tx < outbox.tx OR (c.tx = outbox.tx AND c.position < outbox.position))
