INSERT INTO consents (org_id, id, user_id, kind, version, given, at, source) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
