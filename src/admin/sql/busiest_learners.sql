SELECT user_id, SUM(CASE WHEN kind = 'lesson' THEN 1 ELSE 0 END), SUM(CASE WHEN kind = 'ask' THEN 1 ELSE 0 END), MAX(created_at)
FROM turns WHERE org = $1 AND created_at >= $2 GROUP BY user_id ORDER BY COUNT(*) DESC
