-- Leans on the primary key.
SELECT 1 FROM held_notices WHERE org_id = $1 AND user_id = $2 AND due_at = $3 AND channel = $4 LIMIT 1
