SELECT content_id FROM attachment_uploads WHERE org_id = $1 AND begun_at < $2 LIMIT 4
