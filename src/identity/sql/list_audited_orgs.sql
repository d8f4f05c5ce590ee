SELECT org_id FROM audit_heads UNION SELECT org_id FROM audit_logs ORDER BY org_id
