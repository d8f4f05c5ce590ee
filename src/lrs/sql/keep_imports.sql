UPDATE xapi_imports SET lease_until = $3 WHERE holder = $1 AND lease_until > $2 AND state = 'running'
