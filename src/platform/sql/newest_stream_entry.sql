SELECT MAX(number) FROM stream_entries WHERE stream = $1
