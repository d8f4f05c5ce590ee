-- $1 who rotates, $2 until when, $3 now: nobody else does at the moment.
INSERT INTO vault_rotations (one, holder, lease_until) VALUES (1, $1, $2)
ON CONFLICT (one) DO UPDATE SET holder = excluded.holder, lease_until = excluded.lease_until
WHERE vault_rotations.lease_until < $3 OR vault_rotations.holder = excluded.holder
