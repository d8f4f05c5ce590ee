-- A bucket untouched for longer than any refill is full, and a full bucket need not be kept.
DELETE FROM rate_buckets WHERE org_id = $1 AND at < $2
