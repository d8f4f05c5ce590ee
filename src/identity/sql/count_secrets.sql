SELECT key_id, count(*) FROM vault_secrets GROUP BY key_id
