SELECT part, bytes FROM search_parts
WHERE org_id = $1 AND part IN (SELECT value FROM json_each($2)) AND course_id = $3
