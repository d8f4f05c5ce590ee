-- The last decision of each of several people ($2, a list), of all ids of each. Leans on users_by_became and consents_of_user.
WITH RECURSIVE ids (person, id) AS (
    SELECT value, value FROM json_each($2)
    UNION
    SELECT ids.person, CASE WHEN users.id = ids.id THEN users.became ELSE users.id END FROM ids
    JOIN users ON users.org_id = $1 AND ((users.id = ids.id AND users.became IS NOT NULL) OR users.became = ids.id)
)
SELECT kind, version, given, at, source, id, person FROM (
    SELECT c.kind, c.version, c.given, c.at, c.source, c.id, ids.person, ROW_NUMBER() OVER (PARTITION BY ids.person ORDER BY c.id DESC) AS place
    FROM ids JOIN consents c ON c.org_id = $1 AND c.user_id = ids.id AND c.kind = $3
) decisions WHERE place = 1
