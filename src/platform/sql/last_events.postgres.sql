SELECT tx, position, id, org_id, topic, payload, at FROM outbox
WHERE tx < CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS TEXT) AS BIGINT)
ORDER BY tx DESC, position DESC LIMIT $1
