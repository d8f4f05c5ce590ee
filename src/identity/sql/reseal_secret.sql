-- Not when it was changed meanwhile: then it is sealed by the new key already.
UPDATE vault_secrets SET key_id = $5, sealed = $6 WHERE org_id = $1 AND purpose = $2 AND id = $3 AND sealed = $4
