-- Events that speak of $2 and that the consumer $3 has not passed.
SELECT count(*) FROM outbox o JOIN outbox_consumers c ON o.tx > c.tx OR (o.tx = c.tx AND o.position > c.position)
WHERE o.org_id = $1 AND o.payload LIKE '%' || $2 || '%' AND c.name = $3
