SELECT org_id, id, mode, identities, pseudonym, state, removed, rewritten, documents, attachments, names, told, digest, made_at, done_at
FROM xapi_erasures WHERE org_id = $1 AND id = $2
