UPDATE cmi5_courses SET ready = 0 WHERE org_id = $1 AND id = $2 AND ready = 1
