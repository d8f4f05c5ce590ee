-- Those about a person, and those that they asked for about others.
SELECT id FROM takeouts WHERE org_id = $1 AND (user_id = $2 OR asked_by = $2)
