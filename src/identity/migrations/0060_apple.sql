-- Sign in with Apple: `kind` is openid or apple, whose key is in the vault under `key_id`, which the team `team_id` was given.
ALTER TABLE openid_issuers ADD COLUMN kind TEXT NOT NULL DEFAULT 'openid';
ALTER TABLE openid_issuers ADD COLUMN team_id TEXT NOT NULL DEFAULT '';
ALTER TABLE openid_issuers ADD COLUMN key_id TEXT NOT NULL DEFAULT '';
-- What Apple's form calls the person, from when it came until the browser follows.
ALTER TABLE openid_departures ADD COLUMN called TEXT NOT NULL DEFAULT '';
