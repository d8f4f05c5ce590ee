-- Those that have not beaten since $1 and hold nothing.
DELETE FROM job_workers WHERE at < $1 AND NOT EXISTS (SELECT 1 FROM jobs WHERE state = 'running' AND worker = job_workers.id)
