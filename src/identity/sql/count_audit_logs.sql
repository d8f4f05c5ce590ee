SELECT count(*) FROM audit_logs WHERE CAST(number AS TEXT) || ':' || hash = CAST($1 AS TEXT)
