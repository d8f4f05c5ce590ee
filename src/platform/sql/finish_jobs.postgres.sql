-- $1 the worker, $2 its runs that are over as objects, $3 now. A run whose lease was lost changes nothing. By the primary key: BETWEEN as in
-- claim_jobs, and || keeps the planner from all that the worker runs for each row.
UPDATE jobs SET state = 'done', worker = NULL, ended_at = $3, reason = NULL
FROM json_to_recordset(CAST($2 AS JSON)) AS over (org TEXT, id TEXT, run INTEGER)
WHERE over.run BETWEEN 1 AND 1000000 AND jobs.org_id = over.org AND jobs.id = over.id AND jobs.runs = over.run
    AND jobs.worker || '' = $1 AND jobs.state || '' = 'running'
