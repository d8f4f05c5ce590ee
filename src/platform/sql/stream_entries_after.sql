SELECT number, payload FROM stream_entries WHERE stream = $1 AND number > CAST($2 AS BIGINT) ORDER BY number LIMIT CAST($3 AS BIGINT)
