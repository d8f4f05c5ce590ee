-- Nothing when the export was thrown away meanwhile.
INSERT INTO takeout_pieces (org_id, takeout_id, piece, content)
SELECT org_id, id, CAST($3 AS BIGINT), CAST($4 AS BYTEA) FROM takeouts WHERE org_id = $1 AND id = $2 AND state = 'building'
