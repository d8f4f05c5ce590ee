SELECT id, x, y FROM signing_keys WHERE org_id = $1 AND accepted_until > $2 ORDER BY made_at DESC
