DELETE FROM stream_entries WHERE number IN (SELECT value FROM json_each($1))
