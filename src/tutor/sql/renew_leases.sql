UPDATE turns SET lease_until = $2 WHERE holder = $1 AND state = 'running'
