SELECT name, updated_at FROM documents
WHERE org_id = $1 AND context = $2 AND (CAST($3 AS TEXT) IS NULL OR registration = CAST($3 AS TEXT)) AND updated_at > CAST($4 AS BIGINT)
ORDER BY updated_at, name
