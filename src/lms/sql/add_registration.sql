INSERT INTO cmi5_registrations (org_id, id, course_id, user_id, content_key, made_at) VALUES ($1, $2, $3, $4, $5, $6)
