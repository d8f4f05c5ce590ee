-- LATERAL and OFFSET 0: each is looked up by its whole key, even while PostgreSQL's statistics are older than the rows.
SELECT r.target_id, r.stored, r.id, r.voiding FROM json_array_elements_text(CAST($2 AS JSON)) wanted (id)
CROSS JOIN LATERAL (SELECT target_id, stored, id, voiding FROM statement_refs WHERE org_id = $1 AND target_id = wanted.id OFFSET 0) r
