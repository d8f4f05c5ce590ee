SELECT id, stored, body FROM statements WHERE org_id = $1 AND id = ANY (ARRAY(SELECT json_array_elements_text(CAST($2 AS JSON))))
