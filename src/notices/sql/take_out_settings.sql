-- One row.
SELECT zone, quiet_from, quiet_until, digest, digest_at FROM notice_settings WHERE org_id = $1 AND user_id = $2 AND zone > $3 ORDER BY zone LIMIT $4
