-- A rotation waits until who seals by the key of before has ended, and then meets what was sealed.
SELECT key_id FROM vault_state WHERE one = 1 FOR SHARE
