SELECT sha2, content_type, content_id, CASE WHEN content_id = '' THEN length(content) ELSE size END FROM attachments
WHERE org_id = $1 AND sha2 = ANY (ARRAY(SELECT json_array_elements_text(CAST($2 AS JSON))))
