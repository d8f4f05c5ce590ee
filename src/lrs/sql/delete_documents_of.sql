DELETE FROM documents WHERE org_id = $1 AND agent = CAST($2 AS BIGINT) AND agent <> 0
