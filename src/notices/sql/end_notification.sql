UPDATE notifications SET state = $3, reason = $4, ended_at = $5 WHERE org_id = $1 AND id = $2
