INSERT INTO passages (org_id, course_id, ordinal, id, node_id, kind, text, page, anchor)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
