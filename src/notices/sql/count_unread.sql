-- Leans on notices_unread.
SELECT count(*) FROM notices WHERE org_id = $1 AND user_id = $2 AND read_at IS NULL
