INSERT INTO dead_letters (org_id, id, hash, statement_id, sender, may_define, version, statement, code, pointer, reason, failed_at, issuer, acted_for)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT (org_id, hash)
DO UPDATE SET id = excluded.id, code = excluded.code, pointer = excluded.pointer, reason = excluded.reason, failed_at = excluded.failed_at
