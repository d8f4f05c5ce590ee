INSERT INTO vectors (org_id, course_id, first, embedder, width, bytes) VALUES ($1, $2, $3, $4, $5, $6)
