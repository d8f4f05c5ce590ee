UPDATE xapi_forwards SET secret = '' WHERE org_id = $1 AND id = $2
