SELECT name, at, whole, reason FROM backup_checks WHERE org_id = $1
