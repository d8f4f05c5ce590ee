SELECT key_id FROM vault_state WHERE one = 1
