DELETE FROM signing_keys WHERE org_id = $1 AND accepted_until < $2
