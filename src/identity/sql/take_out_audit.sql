-- What they did, and what others did about them; from where is told of themselves only. Leans on audit_logs_by_actor and audit_logs_by_subject.
SELECT CAST(number AS TEXT), at, actor, role, CASE WHEN actor = $2 THEN address ELSE '' END, action, kind, subject FROM audit_logs
WHERE org_id = $1 AND (actor = $2 OR subject = $2) AND number > CAST('0' || CAST($3 AS TEXT) AS BIGINT) ORDER BY number LIMIT $4
