-- Leans on plans_of_user.
UPDATE plans SET user_id = $3 WHERE org = $1 AND user_id = $2
