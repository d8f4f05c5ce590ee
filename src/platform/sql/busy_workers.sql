-- Who holds jobs, and how often each has beaten. Leans on jobs_running.
SELECT busy.worker, COALESCE(w.beats, 0) FROM (SELECT DISTINCT worker FROM jobs WHERE state = 'running') AS busy LEFT JOIN job_workers w ON w.id = busy.worker
