UPDATE courses SET state = 'ready' WHERE org_id = $1 AND id = $2
