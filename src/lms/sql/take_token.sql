UPDATE cmi5_sessions SET fetched_at = $2, secret_hash = $3 WHERE fetch_hash = $1 AND fetched_at IS NULL AND expires_at > $2 RETURNING id
