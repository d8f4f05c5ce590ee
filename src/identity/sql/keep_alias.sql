INSERT INTO erased_aliases (org_id, tombstone_id, user_id, issuer, name) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING
