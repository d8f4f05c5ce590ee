UPDATE xapi_forwards SET lease_until = 0 WHERE org_id = $1 AND id = $2 AND holder = $3
