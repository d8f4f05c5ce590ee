UPDATE xapi_erasures
SET state = $3, identity = $4, pseudonym = $5, statements = $6, documents = $7, attachments = $8, names = $9, told = $10, digest = $11, done_at = $12,
    lease_until = $13
WHERE org_id = $1 AND id = $2
