DELETE FROM erased_aliases WHERE org_id = $1 AND tombstone_id = $2
