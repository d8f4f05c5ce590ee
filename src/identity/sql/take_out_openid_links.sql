-- Leans on openid_links_of_user.
SELECT id, issuer, subject, linked_at FROM openid_links WHERE org_id = $1 AND user_id = $2 AND id > $3 ORDER BY id LIMIT $4
