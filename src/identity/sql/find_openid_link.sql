SELECT user_id FROM openid_links WHERE org_id = $1 AND issuer = $2 AND subject = $3
