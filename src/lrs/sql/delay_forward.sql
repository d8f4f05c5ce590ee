UPDATE xapi_forwards SET failures = failures + 1, last_error = $4, retry_at = $5, lease_until = 0 WHERE org_id = $1 AND id = $2 AND holder = $3
