-- Leans on accounts_by_look.
SELECT user_id FROM accounts WHERE org_id = $1 AND name_look = $2
