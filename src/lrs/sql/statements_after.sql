SELECT stored, voided, body FROM statements WHERE org_id = $1 AND stored > CAST($2 AS BIGINT) ORDER BY stored LIMIT CAST($3 AS BIGINT)
