-- Of the statements whose `stored` is in the JSON array $2.
-- LATERAL and OFFSET 0: each is looked up by its whole key, even while PostgreSQL's statistics are older than the rows.
SELECT s.stored, s.edition, s.body FROM json_array_elements_text(CAST($2 AS JSON)) wanted (stored)
CROSS JOIN LATERAL (SELECT stored, edition, body, voided, authority FROM statements
                    WHERE org_id = $1 AND stored = CAST(wanted.stored AS BIGINT) OFFSET 0) s
WHERE s.voided <= CAST($5 AS BIGINT) AND (CAST($4 AS BIGINT) IS NULL OR s.authority = CAST($4 AS BIGINT))
ORDER BY s.stored DESC LIMIT CAST($3 AS BIGINT)
