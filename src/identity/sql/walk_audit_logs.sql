SELECT number, at, actor, role, credential, address, action, kind, subject, hash FROM audit_logs
WHERE org_id = $1 AND number > $2 ORDER BY number LIMIT CAST($3 AS BIGINT)
