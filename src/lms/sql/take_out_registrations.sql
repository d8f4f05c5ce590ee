SELECT r.id, r.course_id, c.title, r.made_at FROM cmi5_registrations r LEFT JOIN cmi5_courses c ON c.org_id = r.org_id AND c.id = r.course_id
WHERE r.org_id = $1 AND r.user_id = $2 AND r.id > $3 ORDER BY r.id LIMIT $4
