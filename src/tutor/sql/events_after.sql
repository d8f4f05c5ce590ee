-- A terminal event that was followed by a continue is no longer the end, so it is left out.
SELECT seq, kind, payload FROM lesson_events
WHERE org = $1 AND turn_id = $2 AND seq > $3
  AND NOT (kind IN ('done', 'stopped', 'failed', 'interrupted')
           AND seq < (SELECT turns.seq FROM turns WHERE turns.org = $1 AND turns.id = $2))
ORDER BY seq LIMIT $4
