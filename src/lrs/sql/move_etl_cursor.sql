-- Nothing when somebody else has moved it, or when statements have been erased since it was read.
UPDATE etl_cursors SET stored = $3 WHERE org_id = $1 AND stored = $2 AND erasures = $4
