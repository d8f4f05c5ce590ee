SELECT key, id, name FROM report_names WHERE org_id = $1 AND kind = 1
