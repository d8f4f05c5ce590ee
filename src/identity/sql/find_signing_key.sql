SELECT x, y, accepted_until FROM signing_keys WHERE org_id = $1 AND id = $2 AND accepted_until > $3
