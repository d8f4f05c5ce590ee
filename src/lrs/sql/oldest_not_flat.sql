SELECT MIN(stored) FROM statements WHERE org_id = $1 AND stored > CAST($2 AS BIGINT)
