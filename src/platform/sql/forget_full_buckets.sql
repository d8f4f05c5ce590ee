-- A bucket untouched for longer than any refill is full, and a full bucket need not be kept. All organisations.
DELETE FROM rate_buckets WHERE (org_id, bucket, subject) IN (SELECT org_id, bucket, subject FROM rate_buckets WHERE at < $1 LIMIT $2)
