-- $2 is the id of the last one seen, if any.
SELECT id, statement_id, sender, version, statement, code, pointer, reason, failed_at FROM dead_letters
WHERE org_id = $1 AND (CAST($2 AS TEXT) IS NULL OR id < CAST($2 AS TEXT)) ORDER BY id DESC LIMIT CAST($3 AS BIGINT)
