DELETE FROM jobs WHERE (org_id, id) IN (SELECT org_id, id FROM jobs WHERE state = 'dead' AND ended_at < $1 LIMIT $2)
