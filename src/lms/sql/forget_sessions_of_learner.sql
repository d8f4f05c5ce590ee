DELETE FROM cmi5_sessions WHERE org_id = $1 AND registration_id IN (SELECT id FROM cmi5_registrations WHERE org_id = $1 AND user_id = $2)
