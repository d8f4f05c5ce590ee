DELETE FROM cmi5_registrations WHERE org_id = $1 AND course_id = $2
