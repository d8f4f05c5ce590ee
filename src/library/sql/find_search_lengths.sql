SELECT l.bytes, c.language FROM search_lengths l JOIN courses c ON c.org_id = l.org_id AND c.id = l.course_id
WHERE l.org_id = $1 AND l.course_id = $2 AND c.state = 'ready'
