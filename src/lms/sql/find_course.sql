SELECT id, structure, made_at FROM cmi5_courses WHERE org_id = $1 AND id = $2 AND ready = 1
