-- Statements that carry one of the keys ($1, a list) themselves, after $2. LATERAL: each key is walked along its index, no further than the page.
SELECT DISTINCT k.stored FROM json_array_elements_text(CAST($1 AS JSON)) wanted (key)
CROSS JOIN LATERAL (
    SELECT stored FROM statement_keys WHERE key = CAST(wanted.key AS BIGINT) AND source <= 0 AND stored > CAST($2 AS BIGINT) ORDER BY stored LIMIT 100
) k
ORDER BY k.stored LIMIT 100
