-- $4 capacity, $5 tokens per microsecond, $6 now. Returns a row when a token was taken.
INSERT INTO rate_buckets AS b (org_id, bucket, subject, tokens, at)
VALUES ($1, $2, $3, CAST($4 AS DOUBLE PRECISION) - 1, CAST($6 AS BIGINT))
ON CONFLICT (org_id, bucket, subject) DO UPDATE
SET tokens = least($4, b.tokens + greatest(0, $6 - b.at) * CAST($5 AS DOUBLE PRECISION)) - 1, at = greatest(b.at, $6)
WHERE least($4, b.tokens + greatest(0, $6 - b.at) * $5) >= 1
RETURNING tokens
