-- The jobs of a worker, $1, that has not beaten since its beat $2: ready again, or dead when they have outlived too many ($3) workers. $4 now, $5 the reason then.
UPDATE jobs SET state = CASE WHEN losses + 1 >= $3 THEN 'dead' ELSE 'ready' END, worker = NULL, losses = losses + 1,
    ended_at = CASE WHEN losses + 1 >= $3 THEN CAST($4 AS BIGINT) END, reason = CASE WHEN losses + 1 >= $3 THEN CAST($5 AS TEXT) ELSE reason END
WHERE state = 'running' AND worker = $1 AND NOT EXISTS (SELECT 1 FROM job_workers WHERE id = $1 AND beats <> $2)
RETURNING org_id, id, kind, state
