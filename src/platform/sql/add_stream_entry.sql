INSERT INTO stream_entries (stream, payload) VALUES ($1, $2)
