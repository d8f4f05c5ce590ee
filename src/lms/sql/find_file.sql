SELECT f.course_id, f.etag, f.content FROM cmi5_registrations r JOIN cmi5_files f ON f.org_id = r.org_id AND f.course_id = r.course_id
WHERE r.content_key = $1 AND f.path = $2
