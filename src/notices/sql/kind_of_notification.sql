SELECT kind FROM notifications WHERE org_id = $1 AND id = $2
