-- Leans on imports_by_user.
UPDATE imports SET user_id = $3 WHERE org_id = $1 AND user_id = $2
