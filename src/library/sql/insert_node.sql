INSERT INTO nodes (org_id, course_id, ordinal, id, parent_id, level, title, anchor, passages, minutes, first_passage_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
