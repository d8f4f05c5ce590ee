UPDATE turns SET holder = '', epoch = epoch + 1, lease_until = 0 WHERE holder = $1 AND state = 'running'
