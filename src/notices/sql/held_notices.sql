-- Leans on the primary key.
SELECT id, kind, title, body, path, told_at FROM held_notices WHERE org_id = $1 AND user_id = $2 AND due_at = $3 AND channel = $4 ORDER BY id
