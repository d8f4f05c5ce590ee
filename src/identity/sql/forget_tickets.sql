-- Of all organisations; leans on account_tickets_by_end.
DELETE FROM account_tickets WHERE expires_at < $1
