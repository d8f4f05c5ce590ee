-- Leans on the primary key from the turn of the last row on.
SELECT turn_id || '/' || CAST(10000000 + seq AS TEXT), turn_id, seq, kind, payload, at FROM lesson_events
WHERE org = $1 AND turn_id IN (SELECT id FROM turns WHERE org = $1 AND user_id = $2) AND turn_id >= substr(CAST($3 AS TEXT), 1, 36)
  AND turn_id || '/' || CAST(10000000 + seq AS TEXT) > CAST($3 AS TEXT)
ORDER BY turn_id, seq LIMIT $4
