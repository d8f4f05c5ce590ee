-- LATERAL and OFFSET 0: each is looked up by its whole key, even while PostgreSQL's statistics are older than the rows.
SELECT p.id, p.course_id, p.node_id, p.ordinal, p.kind, p.text, p.page, p.anchor FROM json_array_elements_text(CAST($3 AS JSON)) wanted (ordinal)
CROSS JOIN LATERAL (SELECT * FROM passages WHERE org_id = $1 AND course_id = $2 AND ordinal = CAST(wanted.ordinal AS INTEGER) OFFSET 0) p
