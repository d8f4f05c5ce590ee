INSERT INTO openid_issuers (org_id, id, label, url, client_id, has_secret, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
