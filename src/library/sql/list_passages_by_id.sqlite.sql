SELECT p.id, p.course_id, p.node_id, p.ordinal, p.kind, p.text, p.page, p.anchor
FROM passages p JOIN courses c ON c.org_id = p.org_id AND c.id = p.course_id
WHERE p.org_id = $1 AND p.id IN (SELECT value FROM json_each($2)) AND c.state = 'ready'
