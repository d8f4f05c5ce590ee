DELETE FROM xapi_forwards WHERE org_id = $1 AND id = $2
