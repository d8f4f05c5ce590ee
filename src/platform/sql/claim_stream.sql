-- A row when the stream is ours until $3: it was ours, or nobody's at the time $4.
INSERT INTO stream_leases (stream, holder, until) VALUES ($1, $2, $3)
ON CONFLICT (stream) DO UPDATE SET holder = excluded.holder, until = excluded.until
WHERE stream_leases.holder = excluded.holder OR stream_leases.until < CAST($4 AS BIGINT)
RETURNING holder
