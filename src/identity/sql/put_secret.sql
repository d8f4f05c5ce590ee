INSERT INTO vault_secrets (org_id, purpose, id, key_id, sealed, changed_at) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (org_id, purpose, id) DO UPDATE
SET key_id = excluded.key_id, sealed = excluded.sealed, changed_at = excluded.changed_at, holder = '', lease_until = 0
