SELECT target_id, stored, id, voiding FROM statement_refs
WHERE org_id = $1 AND target_id = ANY (ARRAY(SELECT json_array_elements_text(CAST($2 AS JSON))))
