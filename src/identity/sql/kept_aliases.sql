SELECT issuer, name FROM erased_aliases WHERE org_id = $1 AND tombstone_id = $2 AND user_id = $3 ORDER BY issuer, name
