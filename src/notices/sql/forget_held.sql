-- Of mails that never came to leave; at most $2.
DELETE FROM held_notices WHERE (org_id, user_id, due_at, id) IN (SELECT org_id, user_id, due_at, id FROM held_notices WHERE due_at < $1 LIMIT $2)
