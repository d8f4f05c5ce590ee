-- The digits of a sha2 have no case: contents and their uses are kept by that in lower case.
INSERT INTO attachment_uses (org_id, sha2, stored) SELECT org_id, lower(sha2), stored FROM attachment_uses WHERE sha2 <> lower(sha2) ON CONFLICT DO NOTHING;
DELETE FROM attachment_uses WHERE sha2 <> lower(sha2);
INSERT INTO attachments (org_id, sha2, content_type, content, content_id, size)
SELECT org_id, lower(sha2), content_type, content, content_id, size FROM attachments WHERE sha2 <> lower(sha2) ON CONFLICT DO NOTHING;
DELETE FROM attachments WHERE sha2 <> lower(sha2);
-- Erasures left behind what a SubStatement declared: contents that only statements use that are gone, and those uses. Contents without any use stay: they are
-- older than the uses are.
DELETE FROM attachments WHERE EXISTS
    (SELECT 1 FROM attachment_uses u WHERE u.org_id = attachments.org_id AND u.sha2 = attachments.sha2)
    AND NOT EXISTS (SELECT 1 FROM attachment_uses u JOIN statements s ON s.org_id = u.org_id AND s.stored = u.stored
                    WHERE u.org_id = attachments.org_id AND u.sha2 = attachments.sha2);
DELETE FROM attachment_uses WHERE NOT EXISTS
    (SELECT 1 FROM statements s WHERE s.org_id = attachment_uses.org_id AND s.stored = attachment_uses.stored);
DELETE FROM attachment_chunks WHERE (org_id, content_id) NOT IN (SELECT org_id, content_id FROM attachments)
    AND (org_id, content_id) NOT IN (SELECT org_id, content_id FROM attachment_uploads);
