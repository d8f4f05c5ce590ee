-- Of all organisations, at most $2; leans on notices_by_age.
DELETE FROM notices WHERE (org_id, id) IN (SELECT org_id, id FROM notices WHERE made_at < $1 LIMIT $2)
