SELECT org_id, id, mode, identities, pseudonym, state, removed, rewritten, documents, attachments, names, told, digest, made_at, done_at
FROM xapi_erasures WHERE state = 'running' AND (holder = $2 OR lease_until < $1)
