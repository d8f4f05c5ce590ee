INSERT INTO rate_buckets (org_id, bucket, subject, tokens, at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (org_id, bucket, subject) DO UPDATE SET tokens = excluded.tokens, at = excluded.at
