SELECT n.id, n.course_id, n.parent_id, n.ordinal, n.level, n.title, n.passages, n.minutes, n.first_passage_id
FROM nodes n JOIN courses c ON c.org_id = n.org_id AND c.id = n.course_id
WHERE n.org_id = $1 AND n.course_id = $2 AND c.state = 'ready' ORDER BY n.ordinal
