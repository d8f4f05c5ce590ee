DELETE FROM statements WHERE org_id = $1 AND stored = $2
