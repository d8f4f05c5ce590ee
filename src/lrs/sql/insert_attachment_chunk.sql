INSERT INTO attachment_chunks (org_id, content_id, piece, content) VALUES ($1, $2, $3, $4)
