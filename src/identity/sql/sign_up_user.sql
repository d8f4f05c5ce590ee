-- The anonymous learner becomes a person with a name, in place.
UPDATE users SET anonymous = 0 WHERE org_id = $1 AND id = $2 AND anonymous = 1 AND disabled_at IS NULL
