INSERT INTO cmi5_files (org_id, course_id, path, etag, content) VALUES ($1, $2, $3, $4, $5)
