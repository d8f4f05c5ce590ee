SELECT number, hash FROM audit_heads WHERE org_id = $1
