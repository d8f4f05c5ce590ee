-- identity/vault.hpp. `holder` refreshes the secret until `lease_until`; without a holder, nobody tries before that.
CREATE TABLE vault_secrets (
    org_id TEXT NOT NULL,
    purpose TEXT NOT NULL,
    id TEXT NOT NULL,
    key_id TEXT NOT NULL,
    sealed TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    holder TEXT NOT NULL DEFAULT '',
    lease_until BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (org_id, purpose, id)
);
-- The key that seals, the same for all processes; which of the keys they hold is theirs.
CREATE TABLE vault_state (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    key_id TEXT NOT NULL
);
