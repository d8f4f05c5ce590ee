-- Nothing when somebody else has moved it.
UPDATE etl_cursors SET stored = $3 WHERE org_id = $1 AND stored = $2
