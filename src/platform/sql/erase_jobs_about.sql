-- $2 what they speak of. A job that runs ends as it does; the next round finds it done.
DELETE FROM jobs WHERE org_id = $1 AND state <> 'running' AND (payload LIKE '%' || $2 || '%' OR key LIKE '%' || $2 || '%' OR reason LIKE '%' || $2 || '%')
