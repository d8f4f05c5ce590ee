-- $1 an array of jobs as objects, $2 now.
INSERT INTO jobs (org_id, id, kind, key, payload, state, priority, run_at, made_at, trace_id, parent_span)
SELECT org, id, kind, key, payload, CASE WHEN run_at > CAST($2 AS BIGINT) THEN 'waiting' ELSE 'ready' END, priority, run_at, CAST($2 AS BIGINT), trace_id, parent_span
FROM json_to_recordset(CAST($1 AS JSON)) AS given (org TEXT, id TEXT, kind TEXT, key TEXT, payload TEXT, priority INTEGER, run_at BIGINT, trace_id TEXT, parent_span TEXT)
ON CONFLICT DO NOTHING
