DELETE FROM xapi_notices WHERE org_id = $1 AND forward_id = $2 AND id = $3
