-- For all targets of the organisation that may have got what was stored at $2.
INSERT INTO xapi_notices (org_id, forward_id, id, event, statements, at)
SELECT org_id, id, CAST($3 AS TEXT), CAST($4 AS TEXT), CAST($5 AS TEXT), CAST($6 AS BIGINT) FROM xapi_forwards
WHERE org_id = $1 AND cursor >= CAST($2 AS BIGINT)
ON CONFLICT DO NOTHING
