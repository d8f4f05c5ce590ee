SELECT 1 FROM statements_flat WHERE org_id = $1 AND stored = $2
