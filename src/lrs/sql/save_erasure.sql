UPDATE xapi_erasures
SET state = $3, identities = $4, pseudonym = $5, removed = $6, rewritten = $7, documents = $8, attachments = $9, names = $10, told = $11, digest = $12,
    done_at = $13, lease_until = $14
WHERE org_id = $1 AND id = $2
