-- Whether some job is ready, and when the next one will be. Leans on jobs_ready and jobs_waiting.
SELECT (SELECT COUNT(*) FROM (SELECT 1 FROM jobs WHERE state = 'ready' LIMIT 1) AS one), (SELECT MIN(run_at) FROM jobs WHERE state = 'waiting')
