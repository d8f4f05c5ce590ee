-- $4 capacity, $5 tokens per microsecond, $6 now. Returns a row when a token was taken.
INSERT INTO rate_buckets AS b (org_id, bucket, subject, tokens, at) VALUES ($1, $2, $3, $4 - 1, $6)
ON CONFLICT (org_id, bucket, subject) DO UPDATE
SET tokens = min($4, b.tokens + max(0, $6 - b.at) * $5) - 1, at = max(b.at, $6)
WHERE min($4, b.tokens + max(0, $6 - b.at) * $5) >= 1
RETURNING tokens
