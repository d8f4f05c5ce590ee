SELECT stored, checked FROM etl_cursors WHERE org_id = $1
