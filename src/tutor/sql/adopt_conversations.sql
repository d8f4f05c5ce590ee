-- Leans on conversations_of_user.
UPDATE conversations SET user_id = $3 WHERE org = $1 AND user_id = $2
