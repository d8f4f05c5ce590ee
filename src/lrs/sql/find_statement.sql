SELECT stored, authority, edition, voided, body FROM statements WHERE org_id = $1 AND id = $2
