DELETE FROM jobs WHERE state = 'dead' AND ended_at < $1
