INSERT INTO openid_links (org_id, issuer, subject, id, user_id, linked_at) VALUES ($1, $2, $3, $4, $5, $6)
