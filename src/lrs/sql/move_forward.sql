-- Nothing is moved when the lease has gone to another process ($3 is this one) or somebody has set the cursor ($4 is where it was).
UPDATE xapi_forwards
SET cursor = $5, delivered = delivered + CAST($6 AS BIGINT), lease_until = $7, failures = 0, last_error = '',
    delivered_at = CASE WHEN CAST($6 AS BIGINT) > 0 THEN CAST($8 AS BIGINT) ELSE delivered_at END
WHERE org_id = $1 AND id = $2 AND holder = $3 AND cursor = $4
