DELETE FROM xapi_key_usage WHERE org_id = $1 AND key_id = $2 AND day < $3
