DELETE FROM rate_buckets WHERE org_id = $1 AND bucket = $2 AND subject = $3
