-- A page in the order of ids, which leans on the primary keys. $4 is a role or ''.
SELECT a.user_id, a.name, COALESCE(a.email, ''), a.email_verified_at, u.role, u.disabled_at
FROM accounts a JOIN users u ON u.org_id = a.org_id AND u.id = a.user_id
WHERE a.org_id = $1 AND a.user_id > $2 AND u.disabled_at IS NULL AND ($4 = '' OR u.role = $4)
ORDER BY a.user_id LIMIT $3
