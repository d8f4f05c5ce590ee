UPDATE audit_heads SET hash = $2 WHERE org_id = $1
