-- Nothing when the import was given up, or erased with whom it belonged to.
UPDATE imports SET beat_at = $3 WHERE org_id = $1 AND id = $2 AND state NOT IN ('done', 'failed') RETURNING id
