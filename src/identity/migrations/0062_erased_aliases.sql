-- By what else records know somebody whose erasure is under way (identity/privacy.hpp, Alias): kept from when their account is deleted until the
-- erasure is done.
CREATE TABLE erased_aliases (
    org_id TEXT NOT NULL,
    tombstone_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    issuer TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (org_id, tombstone_id, user_id, issuer, name)
);
