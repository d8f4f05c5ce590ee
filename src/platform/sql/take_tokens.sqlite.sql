-- $4 capacity, $5 tokens per microsecond, $6 now, $7 how many. Returns a row, with what is left, when they were taken.
INSERT INTO rate_buckets AS b (org_id, bucket, subject, tokens, at) VALUES ($1, $2, $3, $4 - $7, $6)
ON CONFLICT (org_id, bucket, subject) DO UPDATE
SET tokens = min($4, b.tokens + max(0, $6 - b.at) * $5) - $7, at = max(b.at, $6)
WHERE min($4, b.tokens + max(0, $6 - b.at) * $5) >= $7
RETURNING tokens
