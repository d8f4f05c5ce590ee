SELECT target_id, stored, id, voiding FROM statement_refs WHERE org_id = $1 AND target_id IN (SELECT value FROM json_each($2))
