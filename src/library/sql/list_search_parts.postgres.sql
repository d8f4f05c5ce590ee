SELECT part, bytes FROM search_parts
WHERE org_id = $1 AND part IN (SELECT json_array_elements_text($2::json)::integer) AND course_id = $3
