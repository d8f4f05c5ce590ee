-- LATERAL and OFFSET 0: each is looked up by its whole key, even while PostgreSQL's statistics are older than the rows.
SELECT a.sha2, a.content_type, a.content_id, a.size FROM json_array_elements_text(CAST($2 AS JSON)) wanted (sha2)
CROSS JOIN LATERAL (SELECT sha2, content_type, content_id, CASE WHEN content_id = '' THEN length(content) ELSE size END AS size FROM attachments
                    WHERE org_id = $1 AND sha2 = wanted.sha2 OFFSET 0) a
