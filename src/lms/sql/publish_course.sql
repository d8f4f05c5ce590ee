UPDATE cmi5_courses SET ready = 1 WHERE org_id = $1 AND id = $2
