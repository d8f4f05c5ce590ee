-- Leans on the primary keys of the three tables.
SELECT s.id, s.user_id, s.role, u.anonymous, s.renewed_at, s.expires_at, u.role, coalesce(a.name, '')
FROM sessions s JOIN users u ON u.org_id = s.org_id AND u.id = s.user_id
LEFT JOIN accounts a ON a.org_id = s.org_id AND a.user_id = s.user_id
WHERE s.org_id = $1 AND s.token_hash = $2 AND s.expires_at > $3 AND u.disabled_at IS NULL
