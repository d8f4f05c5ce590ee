-- Leans on refresh_tokens_by_end.
DELETE FROM refresh_tokens WHERE org_id = $1 AND expires_at < $2
