INSERT INTO search_lengths (org_id, course_id, bytes) VALUES ($1, $2, $3)
