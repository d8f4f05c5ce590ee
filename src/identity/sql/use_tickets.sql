-- With one all of its kind are used. Leans on account_tickets_of_user.
DELETE FROM account_tickets WHERE org_id = $1 AND user_id = $2 AND purpose = $3
