SELECT content_type, content, etag, updated_at, name FROM documents WHERE org_id = $1 AND context = $2 AND registration = $3 AND name_hash = $4
