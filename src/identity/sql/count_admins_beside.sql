-- Leans on users_by_role.
SELECT count(*) FROM users WHERE org_id = $1 AND role = 'admin' AND disabled_at IS NULL AND anonymous = 0 AND id <> $2
