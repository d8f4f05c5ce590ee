-- Whether who asked did not want to be linked but to show that the account is theirs: `link_user` is theirs then too.
ALTER TABLE openid_departures ADD COLUMN confirms BIGINT NOT NULL DEFAULT 0;
