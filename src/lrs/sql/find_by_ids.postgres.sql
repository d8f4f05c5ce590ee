-- LATERAL and OFFSET 0: each is looked up by its whole key, even while PostgreSQL's statistics are older than the rows.
SELECT s.id, s.stored, s.body FROM json_array_elements_text(CAST($2 AS JSON)) wanted (id)
CROSS JOIN LATERAL (SELECT id, stored, body FROM statements WHERE org_id = $1 AND id = wanted.id OFFSET 0) s
