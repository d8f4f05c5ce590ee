-- Holds off everybody else who writes flat rows of the organisation.
UPDATE etl_cursors SET stored = stored WHERE org_id = $1
