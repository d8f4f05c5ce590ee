DELETE FROM held_notices WHERE org_id = $1 AND user_id = $2 AND due_at = $3 AND id = $4
