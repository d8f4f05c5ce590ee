SELECT session_id, unit, verb, id, timestamp, at, stored FROM cmi5_statements WHERE org_id = $1 AND registration_id = $2 ORDER BY at
