-- How many jobs of a kind have died since. An operator's number, over all organisations.
SELECT COUNT(*) FROM jobs WHERE state = 'dead' AND kind = $1 AND ended_at >= $2
