-- $3 is the newest one that the person has seen, so that one that came meanwhile stays unread.
UPDATE notices SET read_at = $4 WHERE org_id = $1 AND user_id = $2 AND id <= $3 AND read_at IS NULL
