DELETE FROM vault_secrets WHERE org_id = $1 AND purpose = $2 AND id = $3
