-- How a job ended, before the job is forgotten; a dead one may have been tried again since.
UPDATE task_status SET state = jobs.state, started_at = jobs.started_at, ended_at = jobs.ended_at, reason = jobs.reason
FROM jobs WHERE (task_status.state IS NULL OR task_status.state = 'dead') AND jobs.org_id = task_status.org_id AND jobs.id = task_status.job_id
    AND jobs.state IN ('done', 'discarded', 'dead')
