-- Leans on notices_of_user. $3 is an id or ''.
SELECT id, kind, title, body, path, made_at, read_at FROM notices
WHERE org_id = $1 AND user_id = $2 AND ($3 = '' OR id < $3)
ORDER BY id DESC LIMIT $4
