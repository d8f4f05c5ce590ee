-- The fence of advance_held and the events in one statement, so that writes of many turns share a commit. $10: [[kind, payload], …]
WITH head AS (
    UPDATE turns SET seq = seq + $5, deltas = deltas + $6, lease_until = $7, stalls = 0, state = $8, ended_at = $9
    WHERE org = $1 AND id = $2 AND holder = $3 AND epoch = $4 AND state = 'running'
    RETURNING seq
)
INSERT INTO lesson_events (org, turn_id, seq, kind, payload, at)
SELECT $1, $2, head.seq - $5 + draft.number, draft.value ->> 0, draft.value ->> 1, $11
FROM head, json_array_elements($10::json) WITH ORDINALITY AS draft (value, number)
RETURNING seq
