DELETE FROM attachment_uploads WHERE org_id = $1 AND content_id = $2
