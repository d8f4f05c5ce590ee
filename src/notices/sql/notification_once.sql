-- Leans on notifications_once.
SELECT id, state FROM notifications WHERE org_id = $1 AND once = $2
