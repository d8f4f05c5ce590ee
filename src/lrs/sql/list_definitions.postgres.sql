-- LATERAL and OFFSET 0: each is looked up by its whole key, even while PostgreSQL's statistics are older than the rows.
SELECT a.id, a.definition FROM json_array_elements_text(CAST($2 AS JSON)) wanted (hash)
CROSS JOIN LATERAL (SELECT id, definition FROM activities WHERE org_id = $1 AND id_hash = wanted.hash OFFSET 0) a
