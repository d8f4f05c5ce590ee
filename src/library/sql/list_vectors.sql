SELECT first, width, bytes FROM vectors WHERE org_id = $1 AND course_id = $2 AND embedder = $3 ORDER BY first
