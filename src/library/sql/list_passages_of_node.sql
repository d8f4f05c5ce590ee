-- The passages of a node and of the nodes below it follow each other, so a range of the primary key holds them.
SELECT p.id, p.course_id, p.node_id, p.ordinal, p.kind, p.text, p.page, p.anchor
FROM nodes n
JOIN courses c ON c.org_id = n.org_id AND c.id = n.course_id
JOIN passages f ON f.org_id = n.org_id AND f.id = n.first_passage_id
JOIN passages p ON p.org_id = n.org_id AND p.course_id = n.course_id
    AND p.ordinal >= f.ordinal AND p.ordinal < f.ordinal + n.passages
WHERE n.org_id = $1 AND n.course_id = $2 AND n.id = $3 AND c.state = 'ready' ORDER BY p.ordinal
