SELECT org_id, content_id FROM attachment_uploads WHERE begun_at < $1
