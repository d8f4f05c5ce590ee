-- Those from other record stores; what a request brings, it reads itself. $1 is now, $2 this process, $3 until when.
SELECT org_id, id, retry_at FROM xapi_imports WHERE state = 'running' AND source <> '' AND retry_at <= $3 AND (holder = $2 OR lease_until < $1)
