-- Who holds what at the moment: a heartbeat, or the end of a lease. $1 the organisation of the turns, forwards and imports.
SELECT 'jobs', w.id, (SELECT COUNT(*) FROM jobs AS j WHERE j.worker = w.id AND j.state = 'running'), w.at, CAST(NULL AS BIGINT) FROM job_workers AS w
UNION ALL
SELECT 'turns', holder, COUNT(*), CAST(NULL AS BIGINT), MAX(lease_until) FROM turns WHERE org = $1 AND state = 'running' GROUP BY holder
UNION ALL
SELECT 'schedules', holder, 1, CAST(NULL AS BIGINT), until FROM schedule_leader
UNION ALL
SELECT 'events: ' || name, owner, 1, CAST(NULL AS BIGINT), lease_until FROM outbox_consumers WHERE owner <> ''
UNION ALL
SELECT 'queue: ' || stream, holder, 1, CAST(NULL AS BIGINT), until FROM stream_leases
UNION ALL
SELECT 'forward: ' || label, holder, 1, CAST(NULL AS BIGINT), lease_until FROM xapi_forwards WHERE org_id = $1 AND holder <> ''
UNION ALL
SELECT 'import', holder, 1, CAST(NULL AS BIGINT), lease_until FROM xapi_imports WHERE org_id = $1 AND holder <> '' AND state = 'running'
ORDER BY 1, 2
