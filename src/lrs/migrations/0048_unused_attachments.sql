-- Erasures left behind what a SubStatement declared: uses by statements that are gone, and then contents that nothing uses.
DELETE FROM attachment_uses WHERE NOT EXISTS
    (SELECT 1 FROM statements s WHERE s.org_id = attachment_uses.org_id AND s.stored = attachment_uses.stored);
DELETE FROM attachments WHERE NOT EXISTS
    (SELECT 1 FROM attachment_uses u WHERE u.org_id = attachments.org_id AND u.sha2 = attachments.sha2);
DELETE FROM attachment_chunks WHERE (org_id, content_id) NOT IN (SELECT org_id, content_id FROM attachments)
    AND (org_id, content_id) NOT IN (SELECT org_id, content_id FROM attachment_uploads);
