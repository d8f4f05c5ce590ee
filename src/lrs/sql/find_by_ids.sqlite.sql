SELECT id, stored, body FROM statements WHERE org_id = $1 AND id IN (SELECT value FROM json_each($2))
