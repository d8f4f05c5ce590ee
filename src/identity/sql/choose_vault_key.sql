INSERT INTO vault_state (one, key_id) VALUES (1, $1) ON CONFLICT (one) DO NOTHING
