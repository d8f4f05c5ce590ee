DELETE FROM rate_buckets WHERE org_id = $1 AND subject = $2
