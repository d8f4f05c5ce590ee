DELETE FROM vault_rotations WHERE one = 1 AND holder = $1
