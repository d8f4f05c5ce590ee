-- Leans on jobs_ready, jobs_waiting and jobs_running.
SELECT id FROM jobs WHERE org_id = $1 AND kind IN ('admin.backup', 'admin.make_backup') AND state = 'ready'
UNION ALL
SELECT id FROM jobs WHERE org_id = $1 AND kind IN ('admin.backup', 'admin.make_backup') AND state = 'waiting'
UNION ALL
SELECT id FROM jobs WHERE org_id = $1 AND kind IN ('admin.backup', 'admin.make_backup') AND state = 'running'
