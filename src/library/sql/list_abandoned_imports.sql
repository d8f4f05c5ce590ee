-- At start only, over all organisations: whatever a dead process left behind.
SELECT org_id, id, course_id, title, total FROM imports WHERE state NOT IN ('done', 'failed') AND beat_at < $1
