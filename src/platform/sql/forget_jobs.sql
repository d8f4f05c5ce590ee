-- Leans on jobs_over.
DELETE FROM jobs WHERE (org_id, id) IN (SELECT org_id, id FROM jobs WHERE state IN ('done', 'discarded') AND ended_at < $1 LIMIT $2)
