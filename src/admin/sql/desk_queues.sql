SELECT 'jobs: ready', COUNT(*) FROM jobs WHERE org_id = $1 AND state = 'ready'
UNION ALL
SELECT 'jobs: later', COUNT(*) FROM jobs WHERE org_id = $1 AND state = 'waiting'
UNION ALL
SELECT 'jobs: running', COUNT(*) FROM jobs WHERE org_id = $1 AND state = 'running'
UNION ALL
SELECT 'jobs: dead letters', COUNT(*) FROM jobs WHERE org_id = $1 AND state = 'dead'
UNION ALL
SELECT 'statements: not flat', COUNT(*) FROM (SELECT stored FROM statements WHERE org_id = $1 AND stored > (SELECT COALESCE(MAX(stored), 0) FROM etl_cursors WHERE org_id = $1) LIMIT 10000) AS s
UNION ALL
SELECT 'statements: dead letters', COUNT(*) FROM dead_letters WHERE org_id = $1
UNION ALL
SELECT 'forwards: dead letters', COUNT(*) FROM xapi_dead_letters WHERE org_id = $1
UNION ALL
SELECT 'course imports: under way', COUNT(*) FROM imports WHERE org_id = $1 AND state IN ('queued', 'reading', 'indexing')
