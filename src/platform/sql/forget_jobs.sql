-- Leans on jobs_over.
DELETE FROM jobs WHERE state IN ('done', 'discarded') AND ended_at < $1
