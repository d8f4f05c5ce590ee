-- Leans on the primary keys.
SELECT a.user_id, a.name, a.email, a.password, a.password_at, a.created_at, u.role, u.disabled_at, a.email_verified_at
FROM accounts a JOIN users u ON u.org_id = a.org_id AND u.id = a.user_id
WHERE a.org_id = $1 AND a.user_id = $2
