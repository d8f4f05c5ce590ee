UPDATE takeouts SET state = $3, ready_at = $4, bytes = $5, expires_at = $6 WHERE org_id = $1 AND id = $2 AND state = 'building'
