DELETE FROM cmi5_statements WHERE org_id = $1 AND registration_id = $2 AND session_id = $3 AND id = $4 AND stored = 0
