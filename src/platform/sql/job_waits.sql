-- Is there a job of this kind that nobody runs yet?
SELECT 1 FROM jobs WHERE kind = $2 AND state IN ('ready', 'waiting') AND org_id = $1 LIMIT 1
