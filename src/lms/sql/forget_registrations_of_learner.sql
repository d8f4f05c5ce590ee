DELETE FROM cmi5_registrations WHERE org_id = $1 AND user_id = $2
