SELECT kind, state, COALESCE(ended_at, started_at, made_at), reason FROM jobs
WHERE org_id = $1 AND kind IN ('admin.backup', 'admin.make_backup', 'admin.verify_backup') ORDER BY id DESC LIMIT 10
