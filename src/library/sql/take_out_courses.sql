SELECT id, title, description, language, format, passages, pages, created_at FROM courses
WHERE org_id = $1 AND user_id = $2 AND id > $3 ORDER BY id LIMIT $4
