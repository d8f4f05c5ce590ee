-- Nothing when the key is known. $7 when it may run, $8 now.
INSERT INTO jobs (org_id, id, kind, key, payload, state, priority, run_at, made_at, trace_id, parent_span)
VALUES ($1, $2, $3, $4, $5, CASE WHEN CAST($7 AS BIGINT) > CAST($8 AS BIGINT) THEN 'waiting' ELSE 'ready' END, $6, CAST($7 AS BIGINT), CAST($8 AS BIGINT), $9, $10)
ON CONFLICT DO NOTHING RETURNING id
