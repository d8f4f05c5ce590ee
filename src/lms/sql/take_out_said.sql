SELECT id, registration_id, session_id, unit, verb, timestamp FROM cmi5_statements
WHERE org_id = $1 AND registration_id IN (SELECT id FROM cmi5_registrations WHERE org_id = $1 AND user_id = $2) AND id > $3 ORDER BY id LIMIT $4
