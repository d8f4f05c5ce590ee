INSERT INTO notice_settings (org_id, user_id, zone, quiet_from, quiet_until, digest, digest_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (org_id, user_id) DO UPDATE SET zone = excluded.zone, quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until,
    digest = excluded.digest, digest_at = excluded.digest_at
