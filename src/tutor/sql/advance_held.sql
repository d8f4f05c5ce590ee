-- The fence: only the holder of the newest epoch of a running turn gets a number.
UPDATE turns SET seq = seq + $5, deltas = deltas + $6, lease_until = $7, stalls = 0, state = $8, ended_at = $9
WHERE org = $1 AND id = $2 AND holder = $3 AND epoch = $4 AND state = 'running'
RETURNING seq
