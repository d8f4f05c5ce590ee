DELETE FROM attachments WHERE org_id = $1 AND sha2 = $2 AND NOT EXISTS (SELECT 1 FROM attachment_uses u WHERE u.org_id = $1 AND u.sha2 = $2)
