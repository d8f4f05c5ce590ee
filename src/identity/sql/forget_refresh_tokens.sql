-- Of all organisations. Leans on refresh_tokens_by_end.
DELETE FROM refresh_tokens WHERE expires_at < $1
