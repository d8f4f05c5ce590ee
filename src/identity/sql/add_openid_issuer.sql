INSERT INTO openid_issuers (org_id, id, label, url, client_id, has_secret, made_at, kind, team_id, key_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
