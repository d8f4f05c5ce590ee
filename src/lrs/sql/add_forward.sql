-- Its secret is in the vault.
INSERT INTO xapi_forwards (org_id, id, label, kind, url, username, secret, version, filter, cursor, made_at)
VALUES ($1, $2, $3, $4, $5, $6, '', $7, $8, $9, $10)
