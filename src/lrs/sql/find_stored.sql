SELECT id, authority, edition, body FROM statements WHERE org_id = $1 AND stored = $2
