DELETE FROM attachment_chunks WHERE org_id = $1 AND content_id IN (
    SELECT a.content_id FROM attachments a WHERE a.org_id = $1 AND a.sha2 = $2 AND a.content_id <> ''
        AND NOT EXISTS (SELECT 1 FROM attachment_uses u WHERE u.org_id = $1 AND u.sha2 = $2))
