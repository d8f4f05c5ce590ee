-- Of forwards made before there was a vault.
SELECT org_id, id, secret FROM xapi_forwards WHERE secret <> ''
