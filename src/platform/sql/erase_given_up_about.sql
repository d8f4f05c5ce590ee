DELETE FROM outbox_given_up WHERE event_id IN (SELECT id FROM outbox WHERE org_id = $1 AND payload LIKE '%' || $2 || '%')
