-- By what health is judged, each a name and a number that may be missing; $1 the organisation, $2 an hour ago.
SELECT 'dead_jobs', COUNT(*) FROM jobs WHERE org_id = $1 AND state = 'dead'
UNION ALL
SELECT 'dead_mails', COUNT(*) FROM jobs WHERE org_id = $1 AND state = 'dead' AND kind = 'notices.mail'
UNION ALL
SELECT 'mails_tried_again', COUNT(*) FROM jobs WHERE org_id = $1 AND state = 'waiting' AND kind = 'notices.mail' AND failures > 0
UNION ALL
SELECT 'dead_statements', COUNT(*) FROM dead_letters WHERE org_id = $1
UNION ALL
SELECT 'failing_forwards', COUNT(*) FROM xapi_forwards WHERE org_id = $1 AND failures > 0
UNION ALL
SELECT 'failed_imports', COUNT(*) FROM imports WHERE org_id = $1 AND state = 'failed' AND created_at >= $2
UNION ALL
SELECT 'oldest_not_flat', (SELECT MIN(stored) FROM statements WHERE org_id = $1 AND stored > (SELECT COALESCE(MAX(stored), 0) FROM etl_cursors WHERE org_id = $1))
UNION ALL
SELECT 'backup_at', (SELECT MAX(COALESCE(t.ended_at, j.ended_at)) FROM task_status AS t LEFT JOIN jobs AS j ON j.org_id = t.org_id AND j.id = t.job_id
                     WHERE t.org_id = $1 AND t.schedule = 'admin.backup' AND COALESCE(j.state, t.state) = 'done')
UNION ALL
SELECT 'slot_at', (SELECT MAX(last_slot) FROM schedules WHERE org_id = $1)
UNION ALL
SELECT 'given_up_events', COUNT(*) FROM outbox_given_up
