-- Of all organisations, at most $2; leans on notifications_by_age. What waits is not over.
DELETE FROM notifications WHERE (org_id, id) IN (SELECT org_id, id FROM notifications WHERE made_at < $1 AND state <> 'waiting' LIMIT $2)
