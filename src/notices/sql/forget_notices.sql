-- Of all organisations; leans on notices_by_age.
DELETE FROM notices WHERE made_at < $1
