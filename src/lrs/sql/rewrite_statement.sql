UPDATE statements SET body = $3, authority = $4 WHERE org_id = $1 AND stored = $2
