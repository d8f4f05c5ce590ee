SELECT content FROM attachment_chunks WHERE org_id = $1 AND content_id = $2 AND piece = $3
