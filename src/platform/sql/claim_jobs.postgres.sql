-- $1 the worker, $2 the kinds it has room for, $3 now, $4 how many. Leans on jobs_ready. BETWEEN lets the planner expect few rows: it then
-- goes by the primary key also while the table is new.
UPDATE jobs SET state = 'running', worker = $1, runs = runs + 1, started_at = $3
FROM (
    SELECT picked.org_id, picked.id, picked.priority
    FROM json_array_elements_text(CAST($2 AS JSON)) AS wanted (kind) CROSS JOIN LATERAL (
        SELECT org_id, id, priority FROM jobs WHERE state = 'ready' AND jobs.kind = wanted.kind
        ORDER BY priority, id LIMIT CAST($4 AS BIGINT) FOR UPDATE SKIP LOCKED) AS picked
    ORDER BY picked.priority, picked.id LIMIT CAST($4 AS BIGINT)) AS chosen
WHERE chosen.priority BETWEEN -1000000 AND 1000000 AND jobs.org_id = chosen.org_id AND jobs.id = chosen.id
RETURNING jobs.org_id, jobs.id, jobs.kind, jobs.key, jobs.payload, jobs.priority, jobs.runs, jobs.failures, jobs.trace_id, jobs.parent_span
