INSERT INTO attachments (org_id, sha2, content_type, content, content_id, size) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING
