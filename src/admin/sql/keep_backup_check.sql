INSERT INTO backup_checks (org_id, name, at, whole, reason) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (org_id, name) DO UPDATE SET at = excluded.at, whole = excluded.whole, reason = excluded.reason
