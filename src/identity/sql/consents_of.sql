-- Of all ids of a person, a page of $4 before the id $3, which may be ''. Leans on users_by_became and consents_of_user.
WITH RECURSIVE ids (id) AS (
    SELECT CAST($2 AS TEXT)
    UNION
    SELECT CASE WHEN users.id = ids.id THEN users.became ELSE users.id END FROM ids
    JOIN users ON users.org_id = $1 AND ((users.id = ids.id AND users.became IS NOT NULL) OR users.became = ids.id)
)
SELECT kind, version, given, at, source, id FROM consents WHERE org_id = $1 AND user_id IN (SELECT id FROM ids) AND ($3 = '' OR id < $3) ORDER BY id DESC LIMIT $4
