UPDATE xapi_erasures SET holder = $3, lease_until = $5 WHERE org_id = $1 AND id = $2 AND state = 'running' AND (holder = $3 OR lease_until < $4)
RETURNING org_id, id, mode, identities, pseudonym, state, removed, rewritten, documents, attachments, names, told, digest, made_at, done_at
