INSERT INTO courses (org_id, id, title, description, language, format, passages, pages, sample, state, user_id, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'importing', $10, $11)
