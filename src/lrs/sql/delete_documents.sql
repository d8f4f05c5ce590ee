-- $3 is NULL for documents of any registration and of none.
DELETE FROM documents WHERE org_id = $1 AND context = $2 AND (CAST($3 AS TEXT) IS NULL OR registration = CAST($3 AS TEXT))
