-- Who rotates the keys of the vault at the moment, until when at most.
CREATE TABLE vault_rotations (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    holder TEXT NOT NULL,
    lease_until BIGINT NOT NULL
);
