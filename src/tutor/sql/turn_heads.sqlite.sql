SELECT id, seq FROM turns WHERE org = $1 AND id IN (SELECT value FROM json_each($2))
