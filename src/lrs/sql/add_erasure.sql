INSERT INTO xapi_erasures (org_id, id, mode, identities, pseudonym, state, made_at) VALUES ($1, $2, $3, $4, $5, 'running', $6)
