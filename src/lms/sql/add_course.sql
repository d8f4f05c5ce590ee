INSERT INTO cmi5_courses (org_id, id, title, structure, ready, user_id, made_at) VALUES ($1, $2, $3, $4, 0, $5, $6)
