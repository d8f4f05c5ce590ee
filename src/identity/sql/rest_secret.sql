-- $4 who could not refresh it. Nobody holds it until $5.
UPDATE vault_secrets SET holder = '', lease_until = $5 WHERE org_id = $1 AND purpose = $2 AND id = $3 AND holder = $4
