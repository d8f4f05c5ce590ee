-- What has just died, whenever it was made.
CREATE INDEX jobs_dead_by_end ON jobs (org_id, ended_at) WHERE state = 'dead';
