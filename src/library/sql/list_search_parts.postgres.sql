-- LATERAL and OFFSET 0: each is looked up by its whole key, even while PostgreSQL's statistics are older than the rows.
SELECT s.part, s.bytes FROM json_array_elements_text(CAST($2 AS JSON)) wanted (part)
CROSS JOIN LATERAL (SELECT part, bytes FROM search_parts
                    WHERE org_id = $1 AND part = CAST(wanted.part AS INTEGER) AND course_id = $3 OFFSET 0) s
