-- Leans on the primary keys. A ticket is of the address that it went to.
SELECT t.user_id FROM account_tickets t JOIN accounts a ON a.org_id = t.org_id AND a.user_id = t.user_id AND a.email_key = t.email_key
JOIN users u ON u.org_id = t.org_id AND u.id = t.user_id
WHERE t.org_id = $1 AND t.token_hash = $2 AND t.purpose = $3 AND t.expires_at > $4 AND u.disabled_at IS NULL
