-- $1 the worker, $2 its runs that are over as objects, $3 now. A run whose lease was lost changes nothing. CROSS JOIN: by the primary key.
UPDATE jobs SET state = 'done', worker = NULL, ended_at = $3, reason = NULL
WHERE rowid IN (
    SELECT mine.rowid FROM json_each($2) AS finished CROSS JOIN jobs AS mine
    WHERE mine.org_id = finished.value ->> 'org' AND mine.id = finished.value ->> 'id' AND mine.runs = finished.value ->> 'run'
      AND mine.worker = $1 AND mine.state = 'running')
