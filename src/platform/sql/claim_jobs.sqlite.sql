-- $1 the worker, $2 the kinds it has room for, $3 now, $4 how many. Leans on jobs_ready.
UPDATE jobs SET state = 'running', worker = $1, runs = runs + 1, started_at = $3
WHERE rowid IN (
    SELECT picked.rowid FROM json_each($2) AS wanted CROSS JOIN jobs AS picked
    WHERE picked.rowid IN (SELECT rowid FROM jobs WHERE state = 'ready' AND kind = wanted.value ORDER BY priority, id LIMIT $4)
    ORDER BY picked.priority, picked.id LIMIT $4)
RETURNING org_id, id, kind, key, payload, priority, runs, failures, trace_id, parent_span
