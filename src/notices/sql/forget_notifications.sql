-- Of all organisations; leans on notifications_by_age. What waits is not over.
DELETE FROM notifications WHERE made_at < $1 AND state <> 'waiting'
