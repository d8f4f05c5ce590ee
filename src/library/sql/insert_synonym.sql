INSERT INTO synonyms (org_id, course_id, ordinal, term, other) VALUES ($1, $2, $3, $4, $5)
