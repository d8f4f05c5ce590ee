UPDATE cmi5_courses SET user_id = '' WHERE org_id = $1 AND user_id = $2
