DELETE FROM stream_leases WHERE stream = $1 AND holder = $2
