DELETE FROM report_names WHERE org_id = $1 AND kind = $2 AND key = $3
