-- Leans on accounts_by_email.
SELECT user_id FROM accounts WHERE org_id = $1 AND email_key = $2
