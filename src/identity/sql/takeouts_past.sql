SELECT org_id, id FROM takeouts WHERE expires_at < $1 LIMIT 100
