INSERT INTO attachment_uses (org_id, sha2, stored) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
