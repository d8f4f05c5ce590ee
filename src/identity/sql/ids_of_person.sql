-- The person and every anonymous learner whose work went to them.
WITH RECURSIVE ids (id) AS (
    SELECT id FROM users WHERE org_id = $1 AND id = $2
    UNION
    SELECT users.id FROM users JOIN ids ON users.became = ids.id WHERE users.org_id = $1
)
SELECT id FROM ids
