-- Nothing when somebody else has moved it, or has changed what the sums are made of since it was read.
UPDATE report_cursors SET stored = $7, until = $8, next_object = $9, next_actor = $10
WHERE org_id = $1 AND stored = $2 AND until = $3 AND next_object = $4 AND next_actor = $5 AND changes = $6
