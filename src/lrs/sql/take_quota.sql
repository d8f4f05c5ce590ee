-- $3 the day, $4 how many statements, $5 how many a day. Returns a row when they fit.
INSERT INTO xapi_key_usage AS u (org_id, key_id, day, statements) VALUES ($1, $2, $3, $4)
ON CONFLICT (org_id, key_id, day) DO UPDATE SET statements = u.statements + $4 WHERE u.statements + $4 <= $5
RETURNING statements
