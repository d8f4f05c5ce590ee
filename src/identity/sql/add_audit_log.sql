INSERT INTO audit_logs (org_id, number, at, actor, role, credential, address, action, kind, subject, hash)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
