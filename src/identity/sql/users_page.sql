-- Leans on accounts_by_name. $3 is a pattern or '', $4 a role or ''.
SELECT a.user_id, a.name, a.email, u.role, u.disabled_at, a.created_at, a.name_key,
    (SELECT max(s.renewed_at) FROM sessions s WHERE s.org_id = a.org_id AND s.user_id = a.user_id)
FROM accounts a JOIN users u ON u.org_id = a.org_id AND u.id = a.user_id
WHERE a.org_id = $1 AND a.name_key > $2 AND ($3 = '' OR a.name_key LIKE $3 ESCAPE '!' OR a.email_key LIKE $3 ESCAPE '!')
    AND ($4 = '' OR u.role = $4)
ORDER BY a.name_key LIMIT $5
