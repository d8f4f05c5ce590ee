DELETE FROM cmi5_courses WHERE org_id = $1 AND id = $2
