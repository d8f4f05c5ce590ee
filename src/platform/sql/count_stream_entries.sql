SELECT COUNT(*) FROM stream_entries WHERE stream = $1
