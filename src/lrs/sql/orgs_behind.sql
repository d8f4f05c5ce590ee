-- Organisations with statements behind the cursor, found by steps along the primary key.
WITH RECURSIVE orgs (org_id) AS (
    SELECT MIN(org_id) FROM statements
    UNION ALL
    SELECT (SELECT MIN(s.org_id) FROM statements s WHERE s.org_id > orgs.org_id) FROM orgs WHERE orgs.org_id IS NOT NULL
)
SELECT orgs.org_id, COALESCE(c.stored, 0), COALESCE(c.erasures, 0) FROM orgs LEFT JOIN etl_cursors c ON c.org_id = orgs.org_id
WHERE orgs.org_id IS NOT NULL AND (SELECT MAX(s.stored) FROM statements s WHERE s.org_id = orgs.org_id) > COALESCE(c.stored, 0)
