CREATE TABLE rate_buckets (
    org_id TEXT NOT NULL,
    bucket TEXT NOT NULL,
    subject TEXT NOT NULL,
    tokens DOUBLE PRECISION NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (org_id, bucket, subject)
);
CREATE INDEX rate_buckets_at ON rate_buckets (org_id, at);
