INSERT INTO attachment_uploads (org_id, content_id, begun_at) VALUES ($1, $2, $3)
