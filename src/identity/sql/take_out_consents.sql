-- Leans on consents_of_user.
SELECT id, kind, version, given, at, source FROM consents WHERE org_id = $1 AND user_id = $2 AND id > $3 ORDER BY id LIMIT $4
