-- After advance_held in the same transaction, which SQLite groups by itself. $10: [[kind, payload], …]
INSERT INTO lesson_events (org, turn_id, seq, kind, payload, at)
SELECT turns.org, turns.id, turns.seq - $5 + draft.key + 1, json_extract(draft.value, '$[0]'), json_extract(draft.value, '$[1]'), $11
FROM turns, json_each($10) AS draft
WHERE turns.org = $1 AND turns.id = $2
RETURNING seq
