UPDATE xapi_forwards SET label = $3, url = $4, username = $5, version = $6, filter = $7, retry_at = 0 WHERE org_id = $1 AND id = $2
