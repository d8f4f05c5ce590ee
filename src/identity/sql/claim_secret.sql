-- $4 what was read, $5 who refreshes it, $6 until when, $7 now.
UPDATE vault_secrets SET holder = $5, lease_until = $6 WHERE org_id = $1 AND purpose = $2 AND id = $3 AND sealed = $4 AND lease_until < $7
