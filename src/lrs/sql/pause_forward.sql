UPDATE xapi_forwards SET state = $3, retry_at = 0 WHERE org_id = $1 AND id = $2
