-- Of days that are over, of all organisations.
DELETE FROM xapi_key_usage WHERE day < $1
