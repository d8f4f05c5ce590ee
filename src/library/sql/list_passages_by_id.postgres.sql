-- LATERAL and OFFSET 0: each is looked up by its whole key, even while PostgreSQL's statistics are older than the rows.
SELECT p.id, p.course_id, p.node_id, p.ordinal, p.kind, p.text, p.page, p.anchor FROM json_array_elements_text(CAST($2 AS JSON)) wanted (id)
CROSS JOIN LATERAL (SELECT * FROM passages WHERE org_id = $1 AND id = wanted.id OFFSET 0) p
JOIN courses c ON c.org_id = $1 AND c.id = p.course_id AND c.state = 'ready'
