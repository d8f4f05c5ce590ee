DELETE FROM search_parts WHERE org_id = $1 AND course_id = $2
