UPDATE cmi5_statements SET stored = 1 WHERE org_id = $1 AND registration_id = $2 AND session_id = $3 AND id = $4 AND stored = 0 RETURNING verb
