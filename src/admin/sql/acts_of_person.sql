SELECT at, action, kind, subject, address FROM audit_logs WHERE org_id = $1 AND actor = $2 AND at >= $3 ORDER BY number DESC
