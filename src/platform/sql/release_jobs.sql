-- What a worker that stops still holds. Leans on jobs_running.
UPDATE jobs SET state = 'ready', worker = NULL WHERE state = 'running' AND worker = $1
