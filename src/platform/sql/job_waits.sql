-- Is there a job of this kind that is due and that nobody runs yet?
SELECT 1 FROM jobs WHERE kind = $2 AND state = 'ready' AND org_id = $1 LIMIT 1
