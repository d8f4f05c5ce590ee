-- What there is, what came since $2 (a week ago) and since $3 (today began).
SELECT 'learners', COUNT(*), COALESCE(SUM(CASE WHEN created_at >= $2 THEN 1 ELSE 0 END), 0), COALESCE(SUM(CASE WHEN created_at >= $3 THEN 1 ELSE 0 END), 0)
FROM users WHERE org_id = $1
UNION ALL
SELECT 'accounts', COUNT(*), COALESCE(SUM(CASE WHEN created_at >= $2 THEN 1 ELSE 0 END), 0), COALESCE(SUM(CASE WHEN created_at >= $3 THEN 1 ELSE 0 END), 0)
FROM accounts WHERE org_id = $1
UNION ALL
SELECT 'sessions', COUNT(*), COALESCE(SUM(CASE WHEN created_at >= $2 THEN 1 ELSE 0 END), 0), COALESCE(SUM(CASE WHEN created_at >= $3 THEN 1 ELSE 0 END), 0)
FROM sessions WHERE org_id = $1
UNION ALL
SELECT 'lessons', COUNT(*), COALESCE(SUM(CASE WHEN created_at >= $2 THEN 1 ELSE 0 END), 0), COALESCE(SUM(CASE WHEN created_at >= $3 THEN 1 ELSE 0 END), 0)
FROM turns WHERE org = $1 AND kind = 'lesson'
UNION ALL
SELECT 'questions', COUNT(*), COALESCE(SUM(CASE WHEN created_at >= $2 THEN 1 ELSE 0 END), 0), COALESCE(SUM(CASE WHEN created_at >= $3 THEN 1 ELSE 0 END), 0)
FROM turns WHERE org = $1 AND kind = 'ask'
UNION ALL
SELECT 'answers', COUNT(*), COALESCE(SUM(CASE WHEN updated_at >= $2 THEN 1 ELSE 0 END), 0), COALESCE(SUM(CASE WHEN updated_at >= $3 THEN 1 ELSE 0 END), 0)
FROM answers WHERE org = $1
UNION ALL
SELECT 'statements', COUNT(*), COALESCE(SUM(CASE WHEN stored >= $2 THEN 1 ELSE 0 END), 0), COALESCE(SUM(CASE WHEN stored >= $3 THEN 1 ELSE 0 END), 0)
FROM statements WHERE org_id = $1
