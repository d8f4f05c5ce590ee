SELECT id, structure, made_at FROM cmi5_courses WHERE org_id = $1 AND ready = 1 ORDER BY made_at DESC, id DESC LIMIT 500
