SELECT label, kind, state, delivered, failures, last_error, delivered_at FROM xapi_forwards WHERE org_id = $1 ORDER BY failures DESC, label
