INSERT INTO search_parts (org_id, part, course_id, bytes) VALUES ($1, $2, $3, $4)
