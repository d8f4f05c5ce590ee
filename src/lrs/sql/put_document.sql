INSERT INTO documents (org_id, context, registration, name_hash, name, content_type, content, etag, updated_at, agent)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (org_id, context, registration, name_hash)
DO UPDATE SET content_type = excluded.content_type, content = excluded.content, etag = excluded.etag, updated_at = excluded.updated_at
