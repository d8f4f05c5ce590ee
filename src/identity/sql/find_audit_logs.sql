-- Newest first, before number $2; "" does not filter. An action is named whole, or by what it is done to: "xapi_key".
SELECT number, at, actor, role, credential, address, action, kind, subject, hash FROM audit_logs
WHERE org_id = $1 AND number < $2 AND at >= $6 AND at < $7
  AND (CAST($3 AS TEXT) = '' OR actor = CAST($3 AS TEXT))
  AND (CAST($4 AS TEXT) = '' OR subject = CAST($4 AS TEXT))
  AND (CAST($5 AS TEXT) = '' OR action = CAST($5 AS TEXT) OR substr(action, 1, length(CAST($5 AS TEXT)) + 1) = CAST($5 AS TEXT) || '.')
ORDER BY number DESC LIMIT CAST($8 AS BIGINT)
