-- Of statements that came with a bearer token: its issuer, and whom its client acted for. '': a key of this store.
ALTER TABLE dead_letters ADD COLUMN issuer TEXT NOT NULL DEFAULT '';
ALTER TABLE dead_letters ADD COLUMN acted_for TEXT NOT NULL DEFAULT '';
