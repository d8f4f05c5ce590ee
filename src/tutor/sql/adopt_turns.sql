-- Leans on turns_of_user.
UPDATE turns SET user_id = $3 WHERE org = $1 AND user_id = $2
