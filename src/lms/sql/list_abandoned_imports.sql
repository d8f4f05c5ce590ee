SELECT id FROM cmi5_courses WHERE org_id = $1 AND ready = 0 AND made_at < $2
