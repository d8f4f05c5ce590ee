-- Before the turns go over. Leans on turns_of_user and the primary key.
UPDATE answers SET user_id = $3 WHERE org = $1 AND turn_id IN (SELECT id FROM turns WHERE org = $1 AND user_id = $2)
