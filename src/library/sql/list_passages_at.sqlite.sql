SELECT id, course_id, node_id, ordinal, kind, text, page, anchor
FROM passages WHERE org_id = $1 AND course_id = $2 AND ordinal IN (SELECT value FROM json_each($3))
