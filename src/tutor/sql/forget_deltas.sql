UPDATE turns SET deltas = 0 WHERE org = $1 AND id = $2 AND state <> 'running'
