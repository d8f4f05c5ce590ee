INSERT INTO xapi_dead_letters (org_id, forward_id, statement_id, status, reason, at) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (org_id, forward_id, statement_id) DO UPDATE SET status = excluded.status, reason = excluded.reason, at = excluded.at, again = 0
