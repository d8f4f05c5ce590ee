UPDATE turns SET holder = $5, epoch = epoch + 1, lease_until = $6, stalls = stalls + 1
WHERE org = $1 AND id = $2 AND holder = $3 AND epoch = $4 AND state = 'running'
