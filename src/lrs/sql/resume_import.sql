UPDATE xapi_imports SET state = 'running', failures = 0, error = '', retry_at = 0, lease_until = 0 WHERE org_id = $1 AND id = $2 AND state = 'failed' AND source <> ''
