-- By what is unique: what this program says itself has no id.
SELECT registration_id || ' ' || session_id || ' ' || unit || ' ' || verb, registration_id, session_id, unit, verb, timestamp FROM cmi5_statements
WHERE org_id = $1 AND registration_id IN (SELECT id FROM cmi5_registrations WHERE org_id = $1 AND user_id = $2)
  AND registration_id || ' ' || session_id || ' ' || unit || ' ' || verb > $3
ORDER BY 1 LIMIT $4
