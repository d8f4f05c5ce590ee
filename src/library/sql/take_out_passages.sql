-- The text of their courses, in reading order.
SELECT course_id || '/' || CAST(100000000 + ordinal AS TEXT), course_id, kind, text, page FROM passages
WHERE org_id = $1 AND course_id IN (SELECT id FROM courses WHERE org_id = $1 AND user_id = $2) AND course_id >= substr(CAST($3 AS TEXT), 1, 36)
  AND course_id || '/' || CAST(100000000 + ordinal AS TEXT) > CAST($3 AS TEXT)
ORDER BY course_id, ordinal LIMIT $4
