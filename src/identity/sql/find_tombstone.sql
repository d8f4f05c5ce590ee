SELECT org_id, id, users, role, state, asked_at, done_at FROM tombstones WHERE org_id = $1 AND id = $2
