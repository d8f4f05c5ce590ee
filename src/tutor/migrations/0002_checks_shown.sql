-- When a check was written into its lesson: from then on the learner can answer it. 0: before this was kept.
ALTER TABLE checks ADD COLUMN shown_at BIGINT NOT NULL DEFAULT 0
