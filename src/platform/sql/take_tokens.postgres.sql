-- $4 capacity, $5 tokens per microsecond, $6 now, $7 how many. Returns a row, with what is left, when they were taken.
INSERT INTO rate_buckets AS b (org_id, bucket, subject, tokens, at)
VALUES ($1, $2, $3, CAST($4 AS DOUBLE PRECISION) - CAST($7 AS DOUBLE PRECISION), CAST($6 AS BIGINT))
ON CONFLICT (org_id, bucket, subject) DO UPDATE
SET tokens = least($4, b.tokens + greatest(0, $6 - b.at) * CAST($5 AS DOUBLE PRECISION)) - $7, at = greatest(b.at, $6)
WHERE least($4, b.tokens + greatest(0, $6 - b.at) * $5) >= $7
RETURNING tokens
