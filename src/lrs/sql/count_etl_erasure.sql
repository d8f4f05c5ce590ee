UPDATE etl_cursors SET erasures = erasures + 1 WHERE org_id = $1
