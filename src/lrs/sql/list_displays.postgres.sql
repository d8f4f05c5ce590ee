-- LATERAL and OFFSET 0: each is looked up by its whole key, even while PostgreSQL's statistics are older than the rows.
SELECT v.id, v.display FROM json_array_elements_text(CAST($2 AS JSON)) wanted (hash)
CROSS JOIN LATERAL (SELECT id, display FROM verbs WHERE org_id = $1 AND id_hash = wanted.hash OFFSET 0) v
