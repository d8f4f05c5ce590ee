-- What has just ended, whenever it began.
CREATE INDEX turns_by_end ON turns (org, ended_at) WHERE ended_at IS NOT NULL;
