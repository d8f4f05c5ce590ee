SELECT COUNT(*), MIN(stored) FROM (SELECT stored FROM statements WHERE org_id = $1 AND stored > CAST($2 AS BIGINT) ORDER BY stored LIMIT 10000) waiting
