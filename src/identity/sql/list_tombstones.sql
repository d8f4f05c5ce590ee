SELECT org_id, id, users, role, state, asked_at, done_at FROM tombstones WHERE org_id = $1 ORDER BY asked_at DESC, id DESC LIMIT 500
