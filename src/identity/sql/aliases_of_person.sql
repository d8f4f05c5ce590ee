-- An address counts once a mail to it has reached its owner.
SELECT '' AS issuer, email AS name FROM accounts WHERE org_id = $1 AND user_id = $2 AND email IS NOT NULL AND email_verified_at IS NOT NULL
UNION ALL
SELECT issuer, subject FROM openid_links WHERE org_id = $1 AND user_id = $2
ORDER BY issuer, name
