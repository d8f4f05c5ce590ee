-- Nothing when the course was removed meanwhile.
INSERT INTO vectors (org_id, course_id, first, embedder, width, bytes) SELECT org_id, id, $3, $4, $5, $6 FROM courses WHERE org_id = $1 AND id = $2
