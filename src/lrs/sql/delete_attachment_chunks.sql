DELETE FROM attachment_chunks WHERE org_id = $1 AND content_id = $2
