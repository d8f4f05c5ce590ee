-- Leans on the primary key; those after ($2, $3, $4) in its order.
SELECT org_id, purpose, id, key_id, sealed FROM vault_secrets
WHERE key_id <> $1 AND (org_id, purpose, id) > ($2, $3, $4) ORDER BY org_id, purpose, id LIMIT 100
