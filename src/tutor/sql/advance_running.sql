-- One event by somebody who is not the producer: an answer, a stop.
UPDATE turns SET seq = seq + 1, state = $3, ended_at = $4
WHERE org = $1 AND id = $2 AND state = 'running'
RETURNING seq
