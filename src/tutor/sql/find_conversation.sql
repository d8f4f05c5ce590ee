SELECT user_id, course_id, created_at FROM conversations WHERE org = $1 AND id = $2
