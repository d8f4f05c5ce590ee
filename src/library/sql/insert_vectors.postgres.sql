-- Nothing when the course was removed meanwhile.
INSERT INTO vectors (org_id, course_id, first, embedder, width, bytes)
SELECT org_id, id, CAST($3 AS INTEGER), CAST($4 AS TEXT), CAST($5 AS INTEGER), CAST($6 AS BYTEA) FROM courses WHERE org_id = $1 AND id = $2
