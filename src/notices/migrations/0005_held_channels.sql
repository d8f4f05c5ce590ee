-- What is held leaves by mail or by push, and what it is about may be over by then: `told_at` is when it was so. Those from before this was kept, without a
-- kind, are never asked.
ALTER TABLE held_notices ADD COLUMN channel TEXT NOT NULL DEFAULT 'email';
ALTER TABLE held_notices ADD COLUMN kind TEXT NOT NULL DEFAULT '';
ALTER TABLE held_notices ADD COLUMN told_at BIGINT NOT NULL DEFAULT 0;
