-- Leans on the primary key.
SELECT title, body, path, id FROM held_notices WHERE org_id = $1 AND user_id = $2 AND due_at = $3 ORDER BY id
