SELECT u.id, a.name, a.email, u.role, u.anonymous, u.created_at, a.password_at, u.disabled_at, a.email_verified_at
FROM users u LEFT JOIN accounts a ON a.org_id = u.org_id AND a.user_id = u.id
WHERE u.org_id = $1 AND u.id = $2 AND u.id > CAST($3 AS TEXT) ORDER BY u.id LIMIT $4
