SELECT org_id, id FROM cmi5_courses WHERE ready = 0 AND made_at < $1
