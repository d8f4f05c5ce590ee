SELECT id, user_id, asked_by, state, asked_at, expires_at, ready_at, bytes FROM takeouts WHERE org_id = $1 AND id = $2
