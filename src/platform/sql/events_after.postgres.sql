-- Leans on the primary key.
SELECT tx, position, id, org_id, topic, payload, at FROM outbox
WHERE (tx, position) > ($1, $2) AND tx < CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS TEXT) AS BIGINT)
ORDER BY tx, position LIMIT $3
