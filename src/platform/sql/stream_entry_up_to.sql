SELECT number FROM stream_entries WHERE stream = $1 AND number <= CAST($2 AS BIGINT) LIMIT 1
