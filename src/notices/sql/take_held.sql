-- Of several who take them, one gets them. Leans on the primary key.
DELETE FROM held_notices WHERE org_id = $1 AND user_id = $2 AND due_at = $3 AND channel = $4 RETURNING id, kind, title, body, path, told_at
