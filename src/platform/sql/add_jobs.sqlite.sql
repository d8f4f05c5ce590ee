-- $1 an array of jobs as objects, $2 now. WHERE keeps ON CONFLICT from being read as a join.
INSERT INTO jobs (org_id, id, kind, key, payload, state, priority, run_at, made_at, trace_id, parent_span)
SELECT value ->> 'org', value ->> 'id', value ->> 'kind', value ->> 'key', value ->> 'payload', CASE WHEN value ->> 'run_at' > $2 THEN 'waiting' ELSE 'ready' END,
       value ->> 'priority', value ->> 'run_at', $2, value ->> 'trace_id', value ->> 'parent_span'
FROM json_each($1) WHERE TRUE
ON CONFLICT DO NOTHING
