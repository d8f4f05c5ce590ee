DELETE FROM statement_refs WHERE org_id = $1 AND target_id = $2 AND stored = $3
