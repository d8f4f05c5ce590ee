INSERT INTO cmi5_statements (org_id, registration_id, session_id, unit, verb, id, timestamp, at, stored) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
