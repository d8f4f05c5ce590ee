SELECT id, display FROM verbs WHERE org_id = $1 AND id_hash = ANY (ARRAY(SELECT json_array_elements_text(CAST($2 AS JSON))))
