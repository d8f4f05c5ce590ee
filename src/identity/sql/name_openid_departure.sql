UPDATE openid_departures SET called = $4 WHERE org_id = $1 AND state_hash = $2 AND issuer_id = $3 AND expires_at > $5
