INSERT INTO xapi_imports (org_id, id, source, username, secret, version, state, made_at, holder, lease_until)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
