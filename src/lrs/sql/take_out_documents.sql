-- Leans on documents_by_agent.
SELECT context || '/' || registration || '/' || name_hash, name, registration, content_type, content, updated_at FROM documents
WHERE org_id = $1 AND agent = CAST($2 AS BIGINT) AND agent <> 0 AND context || '/' || registration || '/' || name_hash > CAST($3 AS TEXT)
ORDER BY context || '/' || registration || '/' || name_hash LIMIT $4
