-- The digits of a sha2 have no case: contents and their uses are kept by that in lower case.
INSERT INTO attachment_uses (org_id, sha2, stored) SELECT org_id, lower(sha2), stored FROM attachment_uses WHERE sha2 <> lower(sha2) ON CONFLICT DO NOTHING;
DELETE FROM attachment_uses WHERE sha2 <> lower(sha2);
INSERT INTO attachments (org_id, sha2, content_type, content, content_id, size)
SELECT org_id, lower(sha2), content_type, content, content_id, size FROM attachments WHERE sha2 <> lower(sha2) ON CONFLICT DO NOTHING;
DELETE FROM attachments WHERE sha2 <> lower(sha2);
-- Erasures left behind what a SubStatement declared: uses by statements that are gone, and then contents that nothing uses.
DELETE FROM attachment_uses WHERE NOT EXISTS
    (SELECT 1 FROM statements s WHERE s.org_id = attachment_uses.org_id AND s.stored = attachment_uses.stored);
DELETE FROM attachments WHERE NOT EXISTS
    (SELECT 1 FROM attachment_uses u WHERE u.org_id = attachments.org_id AND u.sha2 = attachments.sha2);
DELETE FROM attachment_chunks WHERE (org_id, content_id) NOT IN (SELECT org_id, content_id FROM attachments)
    AND (org_id, content_id) NOT IN (SELECT org_id, content_id FROM attachment_uploads);
