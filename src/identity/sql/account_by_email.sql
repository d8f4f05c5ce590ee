-- Leans on accounts_by_email.
SELECT a.user_id, a.name, a.email, a.password, a.password_at, a.created_at, u.role, u.disabled_at, a.email_verified_at
FROM accounts a JOIN users u ON u.org_id = a.org_id AND u.id = a.user_id
WHERE a.org_id = $1 AND a.email_key = $2
