-- The tables that grow, and how much of each is this organisation's.
SELECT 'users', COUNT(*) FROM users WHERE org_id = $1
UNION ALL
SELECT 'accounts', COUNT(*) FROM accounts WHERE org_id = $1
UNION ALL
SELECT 'sessions', COUNT(*) FROM sessions WHERE org_id = $1
UNION ALL
SELECT 'client_events', COUNT(*) FROM client_events WHERE org_id = $1
UNION ALL
SELECT 'audit_logs', COUNT(*) FROM audit_logs WHERE org_id = $1
UNION ALL
SELECT 'model_runs', COUNT(*) FROM model_runs WHERE org_id = $1
UNION ALL
SELECT 'statements', COUNT(*) FROM statements WHERE org_id = $1
UNION ALL
SELECT 'statements_flat', COUNT(*) FROM statements_flat WHERE org_id = $1
UNION ALL
SELECT 'attachments', COUNT(*) FROM attachments WHERE org_id = $1
UNION ALL
SELECT 'documents', COUNT(*) FROM documents WHERE org_id = $1
UNION ALL
SELECT 'dead_letters', COUNT(*) FROM dead_letters WHERE org_id = $1
UNION ALL
SELECT 'courses', COUNT(*) FROM courses WHERE org_id = $1
UNION ALL
SELECT 'nodes', COUNT(*) FROM nodes WHERE org_id = $1
UNION ALL
SELECT 'passages', COUNT(*) FROM passages WHERE org_id = $1
UNION ALL
SELECT 'imports', COUNT(*) FROM imports WHERE org_id = $1
UNION ALL
SELECT 'cmi5_courses', COUNT(*) FROM cmi5_courses WHERE org_id = $1
UNION ALL
SELECT 'cmi5_registrations', COUNT(*) FROM cmi5_registrations WHERE org_id = $1
UNION ALL
SELECT 'turns', COUNT(*) FROM turns WHERE org = $1
UNION ALL
SELECT 'lesson_events', COUNT(*) FROM lesson_events WHERE org = $1
UNION ALL
SELECT 'answers', COUNT(*) FROM answers WHERE org = $1
UNION ALL
SELECT 'conversations', COUNT(*) FROM conversations WHERE org = $1
UNION ALL
SELECT 'plans', COUNT(*) FROM plans WHERE org = $1
UNION ALL
SELECT 'jobs', COUNT(*) FROM jobs WHERE org_id = $1
UNION ALL
SELECT 'task_status', COUNT(*) FROM task_status WHERE org_id = $1
UNION ALL
SELECT 'outbox', COUNT(*) FROM outbox WHERE org_id = $1
ORDER BY 2 DESC
